import type { Context } from '../context.ts';
import { missingParameter, type Refusal, refusal } from '../outcome.ts';

/** Where key pairs can be. */
export interface RegionsBehaviours {
  /** The regions there are. */
  known(ctx: Context): readonly string[];
  /** Refuses a request without RegionId. */
  missing(ctx: Context): Refusal | undefined;
  /** Refuses a region that does not exist. */
  unknown(ctx: Context): Refusal | undefined;
}

/** Public regions of Alibaba Cloud as documented in "Regions and zones". */
const REGIONS: readonly string[] = [
  'cn-qingdao',
  'cn-beijing',
  'cn-zhangjiakou',
  'cn-huhehaote',
  'cn-wulanchabu',
  'cn-hangzhou',
  'cn-shanghai',
  'cn-nanjing',
  'cn-fuzhou',
  'cn-wuhan-lr',
  'cn-shenzhen',
  'cn-heyuan',
  'cn-guangzhou',
  'cn-chengdu',
  'cn-hongkong',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ap-northeast-1',
  'ap-northeast-2',
  'us-east-1',
  'us-west-1',
  'na-south-1',
  'eu-west-1',
  'eu-central-1',
  'me-east-1',
  'me-central-1',
];

/** The public regions; a region must be named in every request. */
export const correctRegions: RegionsBehaviours = {
  known: () => REGIONS,

  // Inferred: an empty value is as good as none. The code of a missing parameter begins with Missing; more is unknown.
  missing: (ctx) => (ctx.region === '' ? missingParameter('RegionId') : undefined),

  unknown: (ctx) =>
    ctx.behaviours.regions.known(ctx).includes(ctx.region)
      ? undefined
      : refusal('InvalidRegionId.NotFound', 'The RegionId provided does not exist in our records.', 404),
};
