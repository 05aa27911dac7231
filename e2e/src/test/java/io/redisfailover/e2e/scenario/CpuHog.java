package io.redisfailover.e2e.scenario;

import java.util.ArrayList;
import java.util.List;

/** Keeps every processor of the machine busy, until it is closed. */
public final class CpuHog implements AutoCloseable {
  /** Two for each processor, so that a third of it is left for everything else. */
  private static final int EACH = 2;

  private final List<Thread> threads = new ArrayList<>();

  private CpuHog() {}

  /** One that has begun. */
  public static CpuHog start() {
    CpuHog hog = new CpuHog();
    for (int i = 0; i < EACH * Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(CpuHog::burn, "cpu-hog-" + i);
      thread.setDaemon(true);
      thread.start();
      hog.threads.add(thread);
    }
    return hog;
  }

  private static void burn() {
    long number = 1;
    while (!Thread.currentThread().isInterrupted()) {
      number = number * 6_364_136_223_846_793_005L + 1;
    }
    if (number == 0) {
      throw new IllegalStateException("never: it only keeps the loop from being left out");
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
