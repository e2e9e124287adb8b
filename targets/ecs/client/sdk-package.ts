import { createRequire } from 'node:module';
import { UnsupportedByClient } from '../../target.ts';

/** The settings of an SDK client that are used here. */
export interface OpenApiConfig {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  readonly type: 'access_key' | 'sts';
  readonly regionId: string;
  /** `host` or `host:port`, without a scheme. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
}

/** One call of an RPC action. */
export interface OpenApiParams {
  readonly action: string;
  readonly version: string;
  readonly protocol: string;
  readonly pathname: string;
  readonly method: string;
  readonly authType: 'AK';
  readonly style: 'RPC';
  readonly reqBodyType: 'formData';
  readonly bodyType: 'json';
}

/** What an SDK client makes of a success. */
export interface OpenApiAnswer {
  readonly statusCode?: number;
  readonly body?: unknown;
}

export interface OpenApiClient {
  callApi(params: object, request: object, runtime: object): Promise<OpenApiAnswer>;
}

/** What `@alicloud/openapi-core` exports, as far as it is used here; its own types need further packages. */
export interface OpenApiSdk {
  readonly default: new (config: object) => OpenApiClient;
  readonly $OpenApiUtil: {
    readonly Config: new (config: OpenApiConfig) => object;
    readonly Params: new (params: OpenApiParams) => object;
    readonly OpenApiRequest: new (request: { readonly query: Readonly<Record<string, string>> }) => object;
  };
}

const PACKAGE = '@alicloud/openapi-core';

/**
 * The SDK, loaded when it is first needed. It is a CommonJS package whose default export has the shape wanted here only
 * by `require`.
 * @throws UnsupportedByClient when the package is not installed
 */
export function loadOpenApiSdk(
  require: (id: string) => unknown = createRequire(import.meta.url),
): OpenApiSdk {
  try {
    return require(PACKAGE) as OpenApiSdk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new UnsupportedByClient(
      `the SDK is not installed; add it with: npm install ${PACKAGE}, or leave it out with --client wire`,
    );
  }
}
