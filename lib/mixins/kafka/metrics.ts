import { source } from '../families/family';

/** kafka_exporter: its sources (`kafka_exporter.go`). */
export const kafkaExporter = source({
  program: 'kafka_exporter',
  version: '1.9.0',
  image: 'kafka-exporter',
  shares: ['go', 'process'],
  documented: `
    kafka_broker_info gauge address,id
    kafka_brokers gauge
    kafka_consumergroup_current_offset gauge consumergroup,partition,topic
    kafka_consumergroup_current_offset_sum gauge consumergroup,topic
    kafka_consumergroup_lag gauge consumergroup,partition,topic
    kafka_consumergroup_lag_sum gauge consumergroup,topic
    kafka_consumergroup_members gauge consumergroup
    kafka_consumergroupzookeeper_lag_zookeeper gauge consumergroup,partition,topic
    kafka_exporter_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    kafka_topic_partition_current_offset gauge partition,topic
    kafka_topic_partition_in_sync_replica gauge partition,topic
    kafka_topic_partition_leader gauge partition,topic
    kafka_topic_partition_leader_is_preferred gauge partition,topic
    kafka_topic_partition_oldest_offset gauge partition,topic
    kafka_topic_partition_replicas gauge partition,topic
    kafka_topic_partition_under_replicated_partition gauge partition,topic
    kafka_topic_partitions gauge topic
  `,
});
