/** Colours of both themes; text on its ground has a contrast of at least 4.5. */
const THEMES = `
:root{color-scheme:light dark;
--paper:#f8f7f3;--card:#fffefb;--ink:#1c2427;--soft:#566165;--line:#dedbd1;--hair:#ece9e1;
--accent:#1a5a6b;--fail:#9c2f1d;--fail-soft:#f8e5df;--pass:#2a6446;--pass-soft:#e2eee6;
--open:#7a560a;--open-soft:#f6ecd2;--wire:#f3f1ea;--ring:#1a5a6b;
--heat1:#fbeee9;--heat2:#f6d8ce;--heat3:#eeb9a9;--heat4:#e29a86;--heat-ink:#47140b}
@media (prefers-color-scheme:dark){:root{
--paper:#13181a;--card:#1a2123;--ink:#e5e6e1;--soft:#a2adaf;--line:#323c3f;--hair:#263033;
--accent:#84c5d4;--fail:#f29a86;--fail-soft:#3a231d;--pass:#8fcda8;--pass-soft:#1d3327;
--open:#e3bd66;--open-soft:#372d14;--wire:#151b1d;--ring:#84c5d4;
--heat1:#2b2220;--heat2:#452b25;--heat3:#633a30;--heat4:#834839;--heat-ink:#ffe9e3}}
`;

const BASE = `
*{box-sizing:border-box}
html{scroll-padding-top:7rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header.top,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
h1,h2,h3,h4{line-height:1.25;margin:0;overflow-wrap:anywhere}
h1,h2,.figure b{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,serif;font-weight:600}
h1{font-size:clamp(1.7rem,4vw,2.4rem)}
h2{font-size:1.45rem;margin:2.75rem 0 .75rem}
h3{font-size:1.02rem}
.scroll+h3,.more+h3{margin-top:1.4rem}
h4{font-size:.95rem}
p{margin:.35rem 0}
a{color:var(--accent);text-underline-offset:.18em}
code,pre,.id{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
[hidden]{display:none!important}
:focus-visible{outline:3px solid var(--ring);outline-offset:2px;border-radius:3px}
summary{cursor:pointer}
.soft{color:var(--soft)}
.small{font-size:.86rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:9}
.scroll{overflow-x:auto;position:relative}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{padding:.42rem .6rem;text-align:left;border-bottom:1px solid var(--hair);vertical-align:baseline}
thead th{color:var(--soft);font-weight:500;font-size:.8rem;border-bottom-color:var(--line)}
tbody th{font-weight:500}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:4px;padding:.3rem .5rem;min-width:0}
button{cursor:pointer}
button:hover,select:hover,input:hover{border-color:var(--soft)}
footer{margin-top:4rem;padding-bottom:3rem;color:var(--soft);font-size:.88rem}
footer dt{font-weight:600;color:var(--ink)}footer dd{margin:0 0 .5rem}
`;

const TOP = `
header.top{padding-top:1.5rem}
.brand{display:flex;gap:.6rem;align-items:center;color:var(--soft);font-size:.85rem;letter-spacing:.02em;margin-bottom:.6rem}
.brand svg{width:1.5rem;height:1.5rem;color:var(--accent);flex:none}
.conclusion{font-size:1.1rem;margin:.5rem 0 .2rem}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;margin:.6rem 0 0;font-size:.88rem;color:var(--soft)}
.facts div{display:flex;gap:.4rem}.facts dt::after{content:":"}.facts dd{margin:0;color:var(--ink);overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:1fr 1fr;margin:1rem 0 0;border-top:2px solid var(--ink);border-bottom:1px solid var(--line)}
.figure{padding:.6rem 0 .7rem}
.figure+.figure{border-left:1px solid var(--line);padding-left:1.5rem}
.figure b{display:block;font-size:clamp(1.9rem,5vw,2.6rem);line-height:1.05;font-variant-numeric:lining-nums}
.figure span{display:block}
.bar{display:block;width:100%;max-width:22rem;height:6px;margin-top:.4rem}
.bar rect{fill:var(--hair)}.bar .fill{fill:var(--accent)}.bar .bad{fill:var(--fail)}
.verdicts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:1rem 0 0;list-style:none}
.verdicts a{display:flex;gap:.45rem;align-items:baseline;padding:.25rem .7rem;border:1px solid var(--line);border-radius:99px;background:var(--card);text-decoration:none;color:var(--ink);font-size:.9rem}
.verdicts a:hover{border-color:var(--accent)}
.verdicts b{font-variant-numeric:tabular-nums}
.sign{display:inline-block;width:1.05em;margin-right:.25em;text-align:center;font-weight:700}
.sign.pass{color:var(--pass)}.sign.fail{color:var(--fail)}.sign.open{color:var(--open)}.sign.none{color:var(--soft)}
.heat td{padding:0;border:2px solid var(--paper);background:var(--card);text-align:center;height:2.3rem;min-width:5.2rem;font-variant-numeric:tabular-nums}
.heat thead th{text-align:center}.heat thead th:first-child{text-align:left}
.heat td a{display:block;padding:.42rem .3rem;color:inherit;text-decoration:none;white-space:nowrap}
.heat td a:hover{text-decoration:underline}
.heat .empty{background:none;color:var(--soft)}
.heat .clean{background:var(--pass-soft);color:var(--pass)}
.heat .open{background:var(--open-soft);color:var(--open)}
.heat .h1{background:var(--heat1)}.heat .h2{background:var(--heat2)}.heat .h3{background:var(--heat3)}.heat .h4{background:var(--heat4)}
.heat .h1,.heat .h2,.heat .h3,.heat .h4{color:var(--heat-ink)}
@media (prefers-color-scheme:light){.heat .h1{color:var(--fail)}}
`;

const FILTERS = `
.filters{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--line);padding:.6rem 0;margin:1rem 0 0}
.filters .row{display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.5rem;align-items:end}
.filters>.row{grid-template-columns:minmax(12rem,30rem) 1fr}
.filters label{display:block;font-size:.75rem;color:var(--soft)}
.filters select,.filters input{display:block;width:100%;height:2.15rem;font-size:.88rem;text-overflow:ellipsis}
.filters summary{font-size:.85rem;color:var(--accent);padding:.35rem 0 0}
.filters kbd{border:1px solid var(--line);border-radius:3px;padding:0 .3rem}
.filters .told{display:flex;gap:1rem;align-items:center;margin:0;min-height:2.15rem;font-size:.85rem;color:var(--soft)}
.filters .told button{padding:.1rem .5rem;font-size:.85rem;min-height:1.6rem}
`;

const RESULTS = `
.cause>header a{color:inherit;text-decoration:none}.cause>header a:hover{text-decoration:underline}
.cause>.shown{padding:0 1.1rem .6rem}
.lanes{margin:.6rem 0}
.lane-grid{display:grid;grid-template-columns:4.5rem 1fr;background:var(--wire);border:1px solid var(--line);border-radius:4px;padding:.3rem .5rem}
.lane-names{display:grid;font-size:.75rem;color:var(--soft)}.lane-names span{align-self:center}
.lanes svg{display:block;width:100%;height:auto}
.lanes .lane{stroke:var(--line)}.lanes rect{fill:var(--accent)}.lanes .lost{fill:none;stroke:var(--soft);stroke-dasharray:3 2}.lanes .bad{fill:var(--fail)}
.lanes text{fill:var(--paper);font:600 10px system-ui,sans-serif}.lanes .lost+text{fill:var(--ink)}
.lanes ol{margin:.5rem 0;padding-left:2rem}.lanes .offending{color:var(--fail)}
.cause{background:var(--card);border:1px solid var(--line);border-radius:6px;margin:0 0 1rem;content-visibility:auto;contain-intrinsic-size:auto 9rem}
.cause>header{padding:.85rem 1.1rem;border-left:4px solid var(--fail);border-radius:6px 0 0 0}
.cause.informs>header{border-left-color:var(--open)}
.cause>header p{margin:.15rem 0 0}
.result{border-top:1px solid var(--hair)}
.result>summary{display:grid;grid-template-columns:1.2rem minmax(0,1fr) auto;gap:.1rem .5rem;padding:.55rem 1.1rem;list-style:none}
.result>summary::-webkit-details-marker{display:none}
.result>summary::before{content:"\\25B8";color:var(--soft)}
.result[open]>summary::before{content:"\\25BE"}
.result>summary:hover{background:var(--wire)}
.result>summary .id{grid-column:2/-1;color:var(--soft)}
main li,dd,.id{overflow-wrap:anywhere}
.grade{font-size:.78rem;color:var(--soft);white-space:nowrap}
.body{padding:.2rem 1.1rem 1.2rem 2.8rem}
.finding{margin:.9rem 0 0;padding-top:.8rem;border-top:1px dashed var(--line)}
.finding:first-child{border-top:0;margin-top:0;padding-top:.2rem}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin:.5rem 0}
.sides figure{margin:0;background:var(--wire);min-width:0;border:1px solid var(--line);border-radius:4px;overflow:hidden}
.sides figcaption{background:var(--card);font-size:.75rem;padding:.2rem .6rem;color:var(--soft);border-bottom:1px solid var(--hair)}
.sides pre{padding:.5rem .6rem;background:var(--wire)}
mark{color:inherit;border-radius:2px;text-decoration:underline 2px;text-underline-offset:.2em}
.expected mark{background:var(--pass-soft);text-decoration-color:var(--pass)}
.observed mark{background:var(--fail-soft);text-decoration-color:var(--fail)}
.hint{margin:.4rem 0;padding-left:.7rem;border-left:3px solid var(--accent)}
.wire{margin-top:.6rem}
.wire>summary,.more>summary{color:var(--accent);font-size:.9rem;overflow-wrap:anywhere}
.wire pre,.command pre{background:var(--wire);border:1px solid var(--hair);border-radius:4px;padding:.5rem .6rem;margin:.4rem 0}
.wire pre{max-height:26rem;overflow:auto}
.command{position:relative;margin-top:.5rem}
.command .label{font-size:.75rem;color:var(--soft)}
.command pre{padding-right:4.6rem}
.copy{display:none;position:absolute;right:.35rem;bottom:.65rem;font-size:.78rem;padding:.1rem .5rem}
.js .copy{display:block}
.facts.list{flex-direction:column;gap:.5rem;margin-top:.8rem}.facts.list div{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:.8rem}.from span{display:block}.from span::before{content:"\\2190\\a0"}
.rows{list-style:none;margin:0;padding:0}
.rows li{display:grid;grid-template-columns:1.2rem minmax(0,1fr) auto;gap:0 .5rem;padding:.4rem 0;border-bottom:1px solid var(--hair);content-visibility:auto;contain-intrinsic-size:auto 3.2rem}
.rows .id,.rows .statement,.rows .reason{grid-column:2/-1;color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}
.rows>li>.id{color:var(--soft)}
.fold>summary{padding:.6rem 0;border-bottom:1px solid var(--line)}
.fold>summary h2,.fold>summary h3{display:inline;margin:0}
.fold{margin-top:2rem}
.nothing{padding:1rem 0;color:var(--soft)}

.class{display:inline-block;font-size:.75rem;border:1px solid;border-radius:99px;padding:0 .5rem;margin-left:.4rem;white-space:nowrap}
.class.fail{color:var(--fail)}.class.none{color:var(--soft)}
.stamp{display:inline-block;font-size:.82rem;font-weight:700;letter-spacing:.04em;text-transform:uppercase;border:2px solid;border-radius:3px;padding:.1rem .5rem;margin-right:.6rem;vertical-align:.1em}
.stamp.pass{color:var(--pass)}.stamp.fail{color:var(--fail)}.stamp.open{color:var(--open)}
`;

const MATRIX = `
.heat .plain{background:none;font-weight:600}
.heat .stamp{font-size:.66rem;margin:0;border-width:1px;white-space:nowrap}
.heat.wide td{padding:.42rem .4rem}
.heat .rest{display:block;font-size:.75rem}
.matrix th[scope=row]{min-width:17rem;font-weight:400}
.matrix .verdict{white-space:nowrap;font-size:.88rem}
.matrix tbody tr:hover{background:var(--card)}
.whole{white-space:nowrap}
.matrix .id{font-weight:600;color:var(--ink)}
`;

const MEDIA = `
@media (max-width:42rem){
.sides,.facts.list div{grid-template-columns:1fr}
.figure+.figure{padding-left:1rem}
.filters{position:static}
.filters .row{grid-template-columns:1fr 1fr}.filters>.row{grid-template-columns:1fr}
.body{padding-left:1.1rem}
.result>summary .grade{grid-column:2/-1;grid-row:3}
.rows .grade{grid-column:2/-1}
.stack thead{display:none}
.stack tr{display:grid;grid-template-columns:repeat(3,1fr);padding:.5rem 0;border-bottom:1px solid var(--line)}
.matrix.stack tr{grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr))}
.matrix.stack .verdict,.matrix.stack .number{white-space:normal}
.sides-table.stack tr{grid-template-columns:1fr}
.stack th,.stack td{border:0;padding:.1rem 0;text-align:left}
.stack tbody th{grid-column:1/-1}
.stack td::before{content:attr(data-label) " ";color:var(--soft);font-size:.78rem}
.heat td{min-width:4.2rem}
}
@media print{
:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--hair:#ddd;--wire:#f6f6f6;--accent:#000;
--fail:#8c1d0d;--fail-soft:#f8e5df;--pass:#1e5237;--pass-soft:#e2eee6;--open:#5f4205;--open-soft:#f6ecd2;
--heat1:#fbeee9;--heat2:#f6d8ce;--heat3:#eeb9a9;--heat4:#e29a86;--heat-ink:#47140b}
body{font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.filters,.copy,.skip,nav{display:none!important}
.cause,.rows li{content-visibility:visible}
.sides,.rows li,.result>summary,tr{break-inside:avoid}
h2,h3,.cause>header{break-after:avoid}
.wire pre{max-height:none;overflow:visible}
.cause>.shown pre{font-size:8pt}.result:not([open])>summary{display:block;padding:.05rem 1.1rem;font-size:8pt}.result:not([open])>summary::before{content:none}.result:not([open])>summary .id{font-size:7pt;margin-left:.5em}.result:not([open])>summary .grade,.shown .wire{display:none}.cause{margin-bottom:.5rem}.cause>header{padding:.4rem 1.1rem}.sides pre{padding:.2rem .6rem}
details.fold:not([open]),footer dl{display:none}
a{text-decoration:none;color:inherit}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;

/** The style sheet of every page. */
export const STYLE: string = [THEMES, BASE, TOP, FILTERS, RESULTS, MATRIX, MEDIA]
  .join('')
  .replace(/\n+/g, '\n')
  .trim();
