/**
 * The lines of servers that a platform can run. MySQL has two with long-term support, 8.4 and 9.7; 8.0 ended in April 2026 (MySQL,
 * "Innovation and LTS"). MariaDB 11.4 has long-term support until May 2029 (MariaDB, "Maintenance policy").
 */
export const MYSQL_VERSIONS = ['8.0', '8.4', '9.7', 'mariadb-11.4'] as const;

/** A line of servers. */
export type MySqlVersion = (typeof MYSQL_VERSIONS)[number];

/** Image of each line. */
export const MYSQL_IMAGES: Readonly<Record<MySqlVersion, string>> = {
  '8.0': 'docker.io/library/mysql:8.0.46',
  '8.4': 'docker.io/library/mysql:8.4.9',
  '9.7': 'docker.io/library/mysql:9.7.0',
  'mariadb-11.4': 'docker.io/library/mariadb:11.4.8',
};

/** The products that speak the protocol. Percona Server has the options of the MySQL of its version. */
export const MYSQL_PRODUCTS = ['mysql', 'mariadb', 'percona'] as const;

/** A product. */
export type MySqlProduct = (typeof MYSQL_PRODUCTS)[number];

/** The product of a line. */
export function productOf(version: MySqlVersion): 'mysql' | 'mariadb' {
  return version.startsWith('mariadb') ? 'mariadb' : 'mysql';
}
