/** The uid of the platform's Prometheus, which a board queries unless its reader chooses another data source. */
export const PROMETHEUS_DATASOURCE = 'prometheus';

/** Variable of every board: its data source, such as the platform's Prometheus, Thanos or Mimir. */
export const DATASOURCE_VARIABLE = 'datasource';
