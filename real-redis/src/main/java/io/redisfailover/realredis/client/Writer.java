package io.redisfailover.realredis.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends one write after the other, waits for each reply, and continues after a
 * failure. Its {@link Journal} may be read from any thread, at any time.
 */
final class Writer {
  /** Every eighth write is followed by an increment and an append, which show repetitions. */
  private static final int COUNT_EVERY = 8;

  private final ClientLibrary library;
  private final ClientPacing pacing;
  private final ClientTarget target;
  private final Journal journal;
  private final Thread thread;
  private volatile boolean running = true;

  Writer(String name, ClientLibrary library, ClientPacing pacing, ClientTarget target) {
    this.library = library;
    this.pacing = pacing;
    this.target = target;
    this.journal = new Journal(name, library);
    this.thread = Thread.ofPlatform().daemon().name("writer-" + name).start(this::write);
  }

  Journal journal() {
    return journal;
  }

  /** Stops it after the command in flight. */
  void stop() throws InterruptedException {
    running = false;
    thread.join(pacing.patience().plusSeconds(10));
    if (thread.isAlive()) {
      throw new IllegalStateException(thread.getName() + " does not stop");
    }
  }

  private void write() {
    KeyClient client = null;
    try {
      for (int number = 0; running; number++) {
        try {
          if (client == null) {
            client = library.connect(target, pacing);
          }
          step(client, number);
          rest(pacing.betweenWrites());
        } catch (ClientException failure) {
          journal.failed(failure);
          client = dropped(client);
          rest(pacing.beforeReconnect());
        }
      }
    } finally {
      dropped(client);
    }
  }

  private void step(KeyClient client, int number) throws ClientException {
    // A write without a reply is not repeated: its outcome is unknown.
    journal.sent(number);
    client.set(journal.key(number), Journal.value(number));
    journal.acknowledged(number);
    if (number % COUNT_EVERY == 0 && library.neverRepeats()) {
      journal.counting();
      journal.counted(client.increment(journal.counter()));
      journal.appending();
      client.append(journal.list(), Integer.toString(number));
      journal.appended(number);
    }
  }

  private @Nullable KeyClient dropped(@Nullable KeyClient client) {
    if (client == null || (running && !library.neverRepeats())) {
      return client;
    }
    client.close();
    return null;
  }

  private static void rest(Duration time) {
    if (time.isPositive()) {
      LockSupport.parkNanos(time.toNanos());
    }
  }
}
