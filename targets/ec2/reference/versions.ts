/** The version that clients of today ask for. */
export const NEWEST_VERSION = '2016-11-15';

/** Versions of the EC2 API that were published, by the years of their dates; each is served under its own namespace. */
const PUBLISHED: Readonly<Record<string, string>> = {
  2006: '06-26 10-01',
  2007: '01-03 01-19 03-01 08-29',
  2008: '02-01 05-05 08-08 12-01',
  2009: '03-01 04-04 07-15 08-15 10-31 11-30',
  2010: '06-15 08-31 11-15',
  2011: '01-01 02-28 05-15 07-15 11-01 11-15 12-01 12-15',
  2012: '03-01 04-01 05-01 06-01 06-15 07-20 08-15 10-01 12-01',
  2013: '02-01 06-15 07-15 08-15 10-01 10-15',
  2014: '02-01 05-01 06-15 09-01 10-01',
  2015: '03-01 04-15 10-01',
  2016: '04-01 09-15 11-15',
};

const VERSIONS: ReadonlySet<string> = new Set(
  Object.entries(PUBLISHED).flatMap(([year, days]) => days.split(' ').map((day) => `${year}-${day}`)),
);

/** Whether EC2 has this version. Observed for 2014-10-01, and not for 2010-03-31, 2010-05-08 and 2015-12-01. */
export function isPublished(version: string): boolean {
  return VERSIONS.has(version);
}
