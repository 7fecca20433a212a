/**
 * Fluentd's plugin `join_traces` (Ruby): the lines of a stack trace become one record. fluent-plugin-detect-exceptions has fixed rules, which
 * end at the lines of today's languages, and a line that turns out to belong to no trace cannot be given back.
 *
 * Each stream of each file has a state and the lines held so far. A line without a rule ends the trace: what is known to be a trace becomes one
 * record, the lines held beyond it pass as they are. Lines, bytes and seconds are limited, and so is the length that expressions see: the
 * work per line does not depend on what a container writes.
 */
export const JOIN_TRACES = String.raw`require 'fluent/plugin/output'

module Fluent
  module Plugin
    class JoinTracesOutput < Output
      Fluent::Plugin.register_output('join_traces', self)
      helpers :event_emitter, :timer

      HEAD = 1024

      config_param :remove_tag_prefix, :string
      config_param :key, :string
      config_param :stream_key, :string
      config_param :partial_key, :string
      config_param :other_record, :regexp
      config_param :pending_lines, :integer
      config_param :max_lines, :integer
      config_param :max_bytes, :size
      config_param :pause, :time
      config_param :max_seconds, :time
      config_section :rule, param_name: :rules, multi: true, required: true do
        config_param :from, :array, value_type: :string
        config_param :line, :regexp, default: nil
        config_param :to, :string
        config_param :kind, :enum, list: [:trace, :gap, :message]
      end

      Limits = Struct.new(:pending_lines, :lines, :bytes)

      class Rules
        def initialize(rules, other)
          @by_state = Hash.new { |hash, state| hash[state] = rules.select { |rule| rule.from.include?(state) } }
          @start = Regexp.union(rules.select { |rule| rule.from.include?('start') }.map(&:line))
          @other = other
        end

        def start?(head)
          @start.match?(head)
        end

        def next(state, head, may_wait)
          return nil if state == 'start' && !start?(head)
          @by_state[state].find do |rule|
            next if rule.kind != :trace && !may_wait
            rule.kind == :message ? !start?(head) && !@other.match?(head) : rule.line.match?(head)
          end
        end
      end

      class Trace
        attr_reader :since, :last

        def initialize(rules, limits, key, partial_key)
          @rules, @limits, @key, @partial_key = rules, limits, key, partial_key
          clear
        end

        def empty?
          @held.empty?
        end

        def push(time, record, out)
          text = record[@key]
          if !text.is_a?(String) || record.key?(@partial_key)
            flush(out)
            out.add(time, record)
            return
          end
          head = text[0, HEAD]
          rule = next_rule(head)
          if rule.nil? && !empty?
            flush(out)
            rule = next_rule(head)
          end
          if rule && !empty? && (@held.length >= @limits.lines || @size + text.bytesize > @limits.bytes)
            rule = next_rule(head) unless cut(out)
          end
          rule ? hold(time, record, text, rule, out) : out.add(time, record)
        end

        def flush(out)
          join(@held.first(@known), out)
          @held.drop(@known).each { |time, record| out.add(time, record) }
          clear
        end

        private

        def next_rule(head)
          @rules.next(@state, head, @held.length - @known < @limits.pending_lines)
        end

        def hold(time, record, text, rule, out)
          @last = Fluent::Clock.now
          @since = @last if empty?
          @held << [time, record]
          @size += text.bytesize + 1
          @state = rule.to
          @known = @held.length if rule.kind == :trace
          flush(out) if @state == 'end'
        end

        def cut(out)
          state = @state
          whole = @known == @held.length
          @held.first[1][@partial_key] = true if whole
          flush(out)
          @state = state if whole
          whole
        end

        def join(held, out)
          return if held.empty?
          time, record = held.first
          record[@key] = held.map { |_, line| line[@key] }.join("\n") if held.length > 1
          out.add(time, record)
        end

        def clear
          @held = []
          @size = @known = 0
          @state = 'start'
        end
      end

      def configure(conf)
        super
        @compiled = Rules.new(@rules, @other_record)
        @limits = Limits.new(@pending_lines, @max_lines, @max_bytes)
        @traces = {}
        @mutex = Mutex.new
        @closing = false
      end

      def multi_workers_ready?
        true
      end

      def start
        super
        timer_execute(:join_traces_timer, 1) do
          now = Fluent::Clock.now
          flush_all { |trace| now - trace.last >= @pause || now - trace.since >= @max_seconds }
        end
      end

      # What other plugins still hold arrives after this; it passes at once.
      def before_shutdown
        @closing = true
        flush_all { true }
        super
      end

      def process(tag, es)
        @mutex.synchronize do
          out = MultiEventStream.new
          es.each do |time, record|
            id = [tag, record[@stream_key]]
            trace = (@traces[id] ||= Trace.new(@compiled, @limits, @key, @partial_key))
            trace.push(time, record, out)
            trace.flush(out) if @closing
          end
          pass(tag, out)
        end
      end

      private

      def flush_all
        @mutex.synchronize do
          @traces.each do |(tag, _), trace|
            next if trace.empty? || !yield(trace)
            out = MultiEventStream.new
            trace.flush(out)
            pass(tag, out)
          end
          @traces.delete_if { |_, trace| trace.empty? }
        end
      end

      def pass(tag, out)
        router.emit_stream(tag.delete_prefix("#{@remove_tag_prefix}."), out) unless out.empty?
      end
    end
  end
end
`;
