import java.time.Duration;
import java.util.*;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Connects as OpenWhisk's invoker does, from the environment of its container: with its client of Kafka, and its client of ZooKeeper. */
public class BusClient {
  public static void main(String[] args) throws Exception {
    try {
      if (args[0].equals("kafka")) exchange(args[1], Short.parseShort(args[2]), args[3]);
      else visit();
      System.exit(0);
    } catch (Exception error) {
      for (Throwable cause = error; cause != null; cause = cause.getCause()) System.out.println("cause: " + cause);
      System.exit(1);
    }
  }

  /** Creates a topic, sends a message and reads it again, each within some milliseconds. */
  private static void exchange(String topic, short copies, String timeout) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", System.getenv("KAFKA_HOSTS"));
    // The client of 2.4 takes this one for the creation of a topic.
    settings.put("request.timeout.ms", timeout);
    settings.put("default.api.timeout.ms", timeout);
    System.getenv().forEach((name, value) -> {
      String prefix = "CONFIG_whisk_kafka_common_";
      if (name.startsWith(prefix))
        settings.put(name.substring(prefix.length()).replaceAll("([A-Z])", ".$1").toLowerCase(), value);
    });
    try (AdminClient admin = AdminClient.create(settings)) {
      try {
        admin.createTopics(List.of(new NewTopic(topic, 1, copies))).all().get();
      } catch (java.util.concurrent.ExecutionException error) {
        if (!(error.getCause() instanceof TopicExistsException)) throw error;
      }
    }
    Properties sending = copy(settings, "key.serializer", "value.serializer", "StringSerializer");
    sending.put("acks", "all");
    sending.put("max.block.ms", timeout);
    sending.put("delivery.timeout.ms", timeout);
    sending.put("linger.ms", "0");
    sending.put("request.timeout.ms", String.valueOf(Integer.parseInt(timeout) / 2));
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(sending)) {
      producer.send(new ProducerRecord<>(topic, "hello")).get();
    }
    Properties reading = copy(settings, "key.deserializer", "value.deserializer", "StringDeserializer");
    reading.put("group.id", "test");
    reading.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(reading)) {
      consumer.subscribe(List.of(topic));
      for (int tries = 0; tries < 60; tries++)
        for (var message : consumer.poll(Duration.ofSeconds(1))) {
          System.out.println("read: " + message.value());
          return;
        }
      throw new IllegalStateException("no message");
    }
  }

  private static Properties copy(Properties settings, String key, String value, String type) {
    Properties all = new Properties();
    all.putAll(settings);
    for (String name : List.of(key, value)) all.put(name, "org.apache.kafka.common.serialization." + type);
    return all;
  }

  /** Creates a node, and tries to change one of Kafka's. */
  private static void visit() throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client = new ZooKeeper(System.getenv("ZOOKEEPER_HOSTS"), 10000, event -> {
      System.out.println("state: " + event.getState());
      if (event.getState() == KeeperState.SyncConnected) connected.countDown();
    });
    if (!connected.await(20, TimeUnit.SECONDS)) throw new IllegalStateException("not connected");
    client.create("/invoker-", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
    System.out.println("created");
    try {
      client.setData("/controller", new byte[0], -1);
      System.out.println("changed the controller");
    } catch (KeeperException.NoAuthException refused) {
      System.out.println("the controller is of Kafka");
    }
  }
}
