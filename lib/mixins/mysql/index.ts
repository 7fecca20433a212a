import { mixin } from '../mixin';
import { mysql as alerts } from './alerts';
import { mysqlBoard } from './board';
import { mysqldExporter } from './metrics';

/** MySQL and MariaDB, as their exporter measures them. */
export const mysql = mixin({
  sources: { 'mysqld-exporter': mysqldExporter },
  groups: [alerts],
  boards: [mysqlBoard],
});
