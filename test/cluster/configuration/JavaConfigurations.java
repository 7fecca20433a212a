import java.io.*;
import java.nio.file.*;
import java.util.*;

/** Reads the name of a program and of a file per line, and prints `ok` or why the program refuses the file. */
public class JavaConfigurations {
  public static void main(String[] arguments) throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    PrintStream output = System.out;
    System.setOut(System.err);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String answer;
      try {
        check(arguments[0], Path.of(line));
        answer = "ok";
      } catch (Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) cause = cause.getCause();
        answer = String.valueOf(cause).replace('\n', ' ');
      }
      output.println(answer);
      output.flush();
    }
  }

  static void check(String program, Path file) throws Exception {
    switch (program) {
      case "kafka": {
        Properties properties = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
          properties.load(stream);
        }
        Class.forName("kafka.server.KafkaConfig").getMethod("fromProps", Properties.class).invoke(null, properties);
        return;
      }
      case "zookeeper": {
        Class<?> type = Class.forName("org.apache.zookeeper.server.quorum.QuorumPeerConfig");
        Object config = type.getDeclaredConstructor().newInstance();
        type.getMethod("parse", String.class).invoke(config, file.toString());
        return;
      }
      default: {
        Class<?> settingsType = Class.forName("org.elasticsearch.common.settings.Settings");
        Object builder = settingsType.getMethod("builder").invoke(null);
        builder.getClass().getMethod("loadFromPath", Path.class).invoke(builder, file);
        Object settings = builder.getClass().getMethod("build").invoke(builder);
        Class<?> type = Class.forName("org.elasticsearch.common.settings.ClusterSettings");
        Object known = type.getField("BUILT_IN_CLUSTER_SETTINGS").get(null);
        Object cluster = type.getConstructor(settingsType, Set.class).newInstance(settings, known);
        type.getMethod("validate", settingsType, boolean.class).invoke(cluster, settings, true);
      }
    }
  }
}
