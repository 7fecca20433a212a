import { parseDocument } from 'yaml';
import { MYSQL_VERSIONS, productOf, type MySqlVersion } from '../catalogue/mysql';
import { MYSQL_VERSION } from '../kube/annotations';
import type { LoadedPlatform } from '../load/load';
import { PlatformFileError } from '../platform/mistake';

/**
 * Refuses a database server that does not open the data of the server in earlier manifests: MySQL is upgraded to the next line with
 * long-term support, never in one step over it or back (MySQL, "Upgrade Paths"), and MariaDB and MySQL do not read each other's data.
 *
 * @param earlier - texts of the manifests that an earlier synth wrote
 * @throws PlatformFileError when the version of the platform file cannot follow the earlier one.
 */
export function requireUpgradePath({ platform, file, lineOf }: LoadedPlatform, earlier: readonly string[]): void {
  const { enabled, external, version } = platform.mysql;
  const before = earlier.map(versionIn).find((found) => found !== undefined);
  if (!enabled || external || before === undefined || follows(version, before)) return;
  const path = ['mysql', 'version'];
  const [next = before] = MYSQL_VERSIONS.filter((one) => one !== before && follows(one, before));
  const isOtherProduct = productOf(version) !== productOf(before);
  throw new PlatformFileError(file, [
    {
      path,
      line: lineOf(path),
      problem: `${version} does not open the data of ${before}, which the manifests in the output folder run`,
      allowed: [before, ...(next === before ? [] : [next])].join(' or '),
      fix: isOtherProduct
        ? `write ${before}; to change the product, restore a dump into a platform of another name`
        : `write ${next}${next === before ? '' : ' and apply it first'}, or restore a backup into a platform of another name`,
    },
  ]);
}

/** Whether a version opens the data of another. */
function follows(version: MySqlVersion, before: MySqlVersion): boolean {
  const step = MYSQL_VERSIONS.indexOf(version) - MYSQL_VERSIONS.indexOf(before);
  return productOf(version) === productOf(before) && (step === 0 || step === 1);
}

/** The version of the database server in manifests. */
function versionIn(text: string): MySqlVersion | undefined {
  const [document = ''] = text.split(/^---\n/m).filter((one) => one.includes(`${MYSQL_VERSION}:`));
  const { metadata } = (parseDocument(document).toJS() ?? {}) as {
    readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  };
  return MYSQL_VERSIONS.find((version) => version === metadata?.annotations?.[MYSQL_VERSION]);
}
