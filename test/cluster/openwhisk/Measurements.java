import com.typesafe.config.Config;
import kamon.Kamon;
import kamon.metric.MeasurementUnit;
import kamon.prometheus.PrometheusReporter;
import kamon.tag.TagSet;

import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;

/**
 * Measures as OpenWhisk does (common/scala/src/main/scala/org/apache/openwhisk/common/Logging.scala and Prometheus.scala), and prints
 * what Kamon's reporter serves. A line of the input is a measurement: kind, unit, name and labels with tags, name without.
 */
public final class Measurements {
  private static final String LAST = "last_measurement";

  public static void main(String[] arguments) throws InterruptedException {
    Kamon.init();
    Config whisk = Kamon.config().getConfig("whisk.metrics");
    if (!whisk.getBoolean("kamon-enabled") || !whisk.getBoolean("prometheus-enabled")) System.exit(0);
    PrometheusReporter reporter = PrometheusReporter.create();
    Kamon.registerModule("prometheus", reporter);
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) measure(lines.nextLine().split("\t", -1), whisk.getBoolean("kamon-tags-enabled"));
    // What was measured before it is served with it.
    Kamon.gauge(LAST).withoutTags().update(1);
    while (!reporter.scrapeData().contains(LAST)) Thread.sleep(100);
    System.out.print(reporter.scrapeData().replaceAll("(?m)^(# TYPE )?" + LAST + ".*\n", ""));
    System.out.flush();
    System.exit(0);
  }

  private static void measure(String[] words, boolean tagged) {
    MeasurementUnit unit =
        words[1].equals("ms") ? MeasurementUnit.time().milliseconds()
        : words[1].equals("MB") ? MeasurementUnit.information().megabytes()
        : MeasurementUnit.none();
    String name = words[0] + "." + words[tagged ? 2 : 4];
    Map<String, Object> labels = new HashMap<>();
    if (tagged && !words[3].isEmpty())
      for (String pair : words[3].split(",")) labels.put(pair.split("=")[0], pair.split("=")[1]);
    TagSet tags = TagSet.from(labels);
    switch (words[0]) {
      // Counters of OpenWhisk have no unit.
      case "counter": Kamon.counter(name).withTags(tags).increment(); break;
      case "gauge": Kamon.gauge(name, unit).withTags(tags).update(1); break;
      default: Kamon.histogram(name, unit).withTags(tags).record(1);
    }
  }
}
