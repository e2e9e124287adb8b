/** Variables by which the tools of the providers find credentials. */
const OF_CREDENTIALS =
  /^(?:AWS|ALIBABA_?CLOUD|ALICLOUD|ALIYUN|KEYPAIR_CONFORMANCE)_(?:.*(?:ACCESS_?KEY|SECRET|TOKEN|CREDENTIAL|PROFILE|ROLE|PASSWORD).*|CONFIG_FILE|SHARED_.*)$/i;

/** An environment for a program that needs no credentials from it: a target, or an adapter, which gets them in its hello. */
export function withoutCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_CREDENTIALS.test(name)));
}
