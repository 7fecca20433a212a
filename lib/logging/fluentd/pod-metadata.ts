/**
 * Fluentd's plugin `pod_metadata` (Ruby): kubernetes_metadata, without its requests per line, and without its end when the API server is away.
 *
 * kubernetes_metadata 3.8.0 remembers no negative answer: a pod that the API server does not know, or did not know at its first line, costs a
 * request per line. It also queries the API server while it is configured, and raises if there is no answer; and after ten failures of the
 * watch in a row, it ends the process.
 */
export const POD_METADATA = String.raw`require 'fluent/plugin/filter_kubernetes_metadata'
require 'lru_redux'

module Fluent
  module Plugin
    class PodMetadataFilter < KubernetesMetadataFilter
      Fluent::Plugin.register_filter('pod_metadata', self)

      desc 'Time until a pod that is not known is queried again, in seconds.'
      config_param :unknown_ttl, :integer
      desc 'Pause of all queries after one that took longer than slow_seconds.'
      config_param :slow_pause, :integer
      config_param :slow_seconds, :float
      desc 'Time until the watch is started again, in seconds.'
      config_param :watch_pause, :integer

      def configure(conf)
        @paused_until = 0
        super
      end

      # Fluentd looks for this in the class itself.
      def filter(tag, time, record)
        super
      end

      def create_client
        super
        # Fluentd starts without the API server, too.
        @client.define_singleton_method(:api_valid?) { true }
      end

      # A container whose pod was not known has an entry without an id, which costs a request per line once the pod is known.
      def get_pod_metadata(key, *rest)
        ids = @id_cache[key]
        @id_cache.delete(key) if ids && ids[:pod_id].nil?
        super
      end

      def fetch_pod_metadata(namespace, name)
        @unknown ||= LruRedux::TTL::ThreadSafeCache.new(@cache_size, @unknown_ttl)
        pod = "#{namespace}/#{name}"
        started = Fluent::Clock.now
        return {} if started < @paused_until || @unknown[pod]
        metadata = super
        if metadata.empty?
          @unknown[pod] = true
          ended = Fluent::Clock.now
          @paused_until = ended + @slow_pause if ended - started > @slow_seconds
        end
        metadata
      end

      def set_up_pod_thread
        super
      rescue StandardError => e
        log.warn('no watch of the pods, trying again', seconds: @watch_pause, error: e)
        sleep(@watch_pause)
        retry
      end

      # Metadata of namespaces is not read.
      def set_up_namespace_thread; end
    end
  end
end
`;
