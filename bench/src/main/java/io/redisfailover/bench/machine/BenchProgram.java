package io.redisfailover.bench.machine;

import java.io.IOException;
import java.util.List;

/** How a program of the bench begins and ends. */
public final class BenchProgram {
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  private BenchProgram() {}

  /** What a program does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Does it.
     *
     * @param words the command line
     * @return the exit code
     * @throws IllegalArgumentException when the command line is wrong, with a sentence that says so
     */
    int run(List<String> words) throws IOException, InterruptedException;
  }

  /**
   * Prints the usage when it is asked for; else runs, and exits with the code of the body, 1 when
   * that fails, or 2 for a wrong command line.
   *
   * @param name such as {@code bench/hostile}
   * @param usage its command line
   * @param arguments the command line that was given
   * @param body what it does
   */
  public static void main(String name, String usage, String[] arguments, Body body) {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.println(usage);
      return;
    }
    int status;
    try {
      status = body.run(words);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(usage);
      status = WRONG_INPUT;
    } catch (IOException | IllegalStateException | AssertionError failure) {
      System.err.println(name + ": " + failure.getMessage());
      status = FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      status = FAILED;
    }
    System.exit(status);
  }
}
