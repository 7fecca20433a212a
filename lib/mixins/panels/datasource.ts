/** The uid of the data source that the boards query: the platform's Prometheus. */
export const PROMETHEUS_DATASOURCE = 'prometheus';
