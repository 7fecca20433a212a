import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import java.util.Scanner;

/**
 * What the configuration library makes of files and system properties. A line of the input is `known <key>`, whether a library has a
 * default for it, or `strings <key>`, the list that a program gets; a line of the output is the answer.
 */
public final class Configuration {
  public static void main(String[] arguments) {
    Config defaults = ConfigFactory.defaultReference();
    Config resolved = ConfigFactory.load();
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      String[] words = lines.nextLine().split(" ");
      System.out.println(
          words[0].equals("known") ? defaults.hasPathOrNull(words[1]) : String.join(" ", resolved.getStringList(words[1])));
    }
  }
}
