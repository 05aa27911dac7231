package io.redisfailover.simulation;

import io.redisfailover.testbed.redis.RedisRelease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** Plays many sequences on one release, some at a time. */
final class ContractRun {
  /** They wait for most of their time: much of Redis happens once a second. */
  private static final int AT_A_TIME = 10;

  private ContractRun() {}

  /**
   * Plays.
   *
   * @param first the seed of the first sequence
   * @param count how many at most
   * @param enough after so many differences it ends
   * @param patience how long real servers have to show what the simulated ones do
   * @param folder for what the servers write
   * @param steps gets how many steps of each kind there were
   * @return the differences that were found
   */
  static List<String> differences(
      RedisRelease release,
      long first,
      long count,
      int enough,
      Duration patience,
      Path folder,
      Map<String, Integer> steps) {
    AtomicInteger found = new AtomicInteger();
    List<String> differences = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<List<String>>> played =
          LongStream.range(first, first + count)
              .mapToObj(seed ->
                  threads.submit(() -> {
                    BooleanSupplier stop = () -> found.get() >= enough;
                    if (stop.getAsBoolean()) {
                      return List.<String>of();
                    }
                    ContractSequence sequence = new ContractSequence(seed, release, patience);
                    List<String> difference =
                        sequence.play(folder.resolve(Long.toString(seed)), stop).stream().toList();
                    found.addAndGet(difference.size());
                    synchronized (steps) {
                      sequence
                          .counts()
                          .forEach((kind, times) -> steps.merge(kind.name(), times, Integer::sum));
                    }
                    return difference;
                  }))
              .toList();
      for (Future<List<String>> one : played) {
        differences.addAll(one.get());
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return differences;
  }
}
