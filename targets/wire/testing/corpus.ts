/** Saved XML documents, one letter for each byte, by whether a strict reader takes them. */
export const XML_DOCUMENTS: readonly (readonly [name: string, text: string])[] = [
  ['bad-attribute-twice', '<a b="1" b="2"/>'],
  ['bad-control-of-xml-1.1', '<a>&#27;</a>'],
  ['bad-encoding', '<?xml version="1.0" encoding="UTF-7"?><a/>'],
  ['bad-entities', '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>'],
  ['bad-external-entity', '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><r>&f;</r>'],
  ['bad-nul', '<a>\u0000</a>'],
  ['bad-open-cdata', '<a><![CDATA['],
  ['bad-surrogate', '<a>&#xD800;</a>'],
  ['bad-two-roots', '<a/><b/>'],
  ['bad-unbound-prefix', '<a:b/>'],
  ['bad-undeclared-entity', '<a>&nbsp;</a>'],
  ['bad-utf-16', '\u00ff\u00fe<\u0000a\u0000/\u0000>\u0000'],
  ['bad-utf-8', '<a>\u00c3(</a>'],
  [
    'good-byte-order-mark',
    '\u00ef\u00bb\u00bf<?xml version="1.0"?><Response><Errors><Error><Code>InvalidKeyPair.NotFound</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>',
  ],
  ['good-controls-of-xml-1.1', '<?xml version="1.1"?><a>&#27;]0;x&#7;&#x85;</a>'],
  [
    'good-describe',
    `<?xml version="1.0" encoding="UTF-8"?>
<DescribeKeyPairsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
    <keySet>
        <item>
            <keyPairId>key-0123456789abcdef0</keyPairId>
            <keyName>a&amp;b &lt;c&gt; &#x20AC;</keyName>
            <tagSet><item><key>k</key><value><![CDATA[<v>]]></value></item></tagSet>
        </item>
    </keySet>
</DescribeKeyPairsResponse>
`,
  ],
];
