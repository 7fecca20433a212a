import com.github.benmanes.caffeine.cache.Caffeine;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import brave.Tracing;
import brave.opentracing.BraveTracer;
import brave.sampler.Sampler;
import io.opentracing.Span;
import io.opentracing.SpanContext;
import io.opentracing.Tracer.SpanBuilder;
import io.opentracing.propagation.Format;
import io.opentracing.propagation.TextMapExtractAdapter;
import io.opentracing.propagation.TextMapInjectAdapter;
import zipkin2.reporter.AsyncReporter;
import zipkin2.reporter.okhttp3.OkHttpSender;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Traces as a component of OpenWhisk does, with its libraries (common/scala/src/main/scala/org/apache/openwhisk/common/tracing/
 * OpenTracingProvider.scala). A line of the input is a command, a transaction and its argument, with tabs between; each is answered
 * with one line:
 *
 * start  opens a span of that name; finish closes the innermost one; error closes it with a message
 * context  is what goes into the message to the invoker, as key=value; resume takes it there
 * pass  lets seconds pass for the cache; collect has the garbage collected
 */
public final class Tracer {
  private final io.opentracing.Tracer tracer;
  private final AtomicLong passed = new AtomicLong();
  private final Map<String, Deque<Span>> spans;
  private final Map<String, SpanContext> contexts;

  private Tracer(Config tracing, AsyncReporter<zipkin2.Span> reporter) {
    Config zipkin = tracing.getConfig("zipkin");
    tracer =
        BraveTracer.create(
            Tracing.newBuilder()
                .localServiceName(tracing.getString("component"))
                .spanReporter(reporter)
                .sampler(Sampler.create(Float.parseFloat(zipkin.getString("sample-rate"))))
                .build());
    long seconds = tracing.getDuration("cache-expiry", TimeUnit.SECONDS);
    spans = cache(seconds);
    contexts = cache(seconds);
  }

  private <T> Map<String, T> cache(long seconds) {
    return Caffeine.newBuilder()
        .ticker(() -> System.nanoTime() + TimeUnit.SECONDS.toNanos(passed.get()))
        .expireAfterAccess(seconds, TimeUnit.SECONDS)
        .<String, T>build()
        .asMap();
  }

  public static void main(String[] arguments) {
    Config tracing = ConfigFactory.load().getConfig("whisk.tracing");
    String url = tracing.getString("zipkin.url") + "/api/v2/spans";
    AsyncReporter<zipkin2.Span> reporter = AsyncReporter.create(OkHttpSender.create(url));
    Tracer program = new Tracer(tracing, reporter);
    System.out.println("ready");
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      String[] words = lines.nextLine().split("\t", -1);
      System.out.println(program.answer(words[0], words[1], words[2]));
    }
    // As the shutdown hook of OpenWhisk: what waits is sent.
    reporter.close();
    System.exit(0);
  }

  private String answer(String command, String transaction, String argument) {
    switch (command) {
      case "start": start(transaction, argument); return "started";
      case "finish": return close(transaction, null);
      case "error": return close(transaction, argument);
      case "context": return context(transaction);
      case "resume": resume(transaction, argument); return "resumed";
      case "pass": passed.addAndGet(Long.parseLong(argument)); return "passed";
      case "collect": System.gc(); return "collected";
      default: throw new IllegalArgumentException(command);
    }
  }

  private void start(String transaction, String name) {
    Deque<Span> open = spans.getOrDefault(transaction, new ArrayDeque<>());
    SpanBuilder builder = tracer.buildSpan(name).withTag("transactionId", transaction);
    SpanContext received = contexts.get(transaction);
    if (!open.isEmpty()) builder.asChildOf(open.peek());
    else if (received != null) builder.asChildOf(received);
    else builder.ignoreActiveSpan();
    open.push(builder.startActive(true).span());
    spans.put(transaction, open);
  }

  /** A span that the cache has forgotten is never closed. */
  private String close(String transaction, String message) {
    Deque<Span> open = spans.get(transaction);
    if (open == null) return "forgotten";
    Span span = open.pop();
    if (message != null) span.setTag("error", true).setTag("message", message);
    span.finish();
    if (open.isEmpty()) {
      spans.remove(transaction);
      contexts.remove(transaction);
    }
    return "closed";
  }

  private String context(String transaction) {
    Map<String, String> text = new HashMap<>();
    Span span = spans.get(transaction).peek();
    tracer.inject(span.context(), Format.Builtin.TEXT_MAP, new TextMapInjectAdapter(text));
    StringBuilder pairs = new StringBuilder();
    text.forEach((key, value) -> pairs.append(pairs.length() > 0 ? "," : "").append(key).append('=').append(value));
    return pairs.toString();
  }

  private void resume(String transaction, String pairs) {
    Map<String, String> text = new HashMap<>();
    for (String pair : pairs.split(",")) text.put(pair.split("=")[0], pair.split("=")[1]);
    contexts.put(transaction, tracer.extract(Format.Builtin.TEXT_MAP, new TextMapExtractAdapter(text)));
  }
}
