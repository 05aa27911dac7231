package io.redisfailover.testbed.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends one write after the other, waits for each reply, and goes on after a failure.
 * Its {@link Journal} may be read from any thread, at any time.
 */
final class Writer {
  /** Every so many writes it also counts and appends, to show what was done twice. */
  private static final int COUNT_EVERY = 8;

  private final ClientLibrary library;
  private final ClientManner manner;
  private final Target target;
  private final Journal journal;
  private final Thread thread;
  private volatile boolean running = true;

  Writer(String name, ClientLibrary library, ClientManner manner, Target target) {
    this.library = library;
    this.manner = manner;
    this.target = target;
    this.journal = new Journal(name, library);
    this.thread = Thread.ofPlatform().daemon().name("writer-" + name).start(this::write);
  }

  Journal journal() {
    return journal;
  }

  /** Ends it; at most the command that is under way is waited for. */
  void stop() throws InterruptedException {
    running = false;
    thread.join(manner.patience().plusSeconds(10));
    if (thread.isAlive()) {
      throw new IllegalStateException(thread.getName() + " hangs");
    }
  }

  private void write() {
    KeyClient client = null;
    try {
      for (int number = 0; running; number++) {
        try {
          if (client == null) {
            client = library.connect(target, manner);
          }
          step(client, number);
          rest(manner.betweenWrites());
        } catch (ClientException failure) {
          journal.failed(failure);
          client = dropped(client);
          rest(manner.beforeReconnect());
        }
      }
    } finally {
      dropped(client);
    }
  }

  private void step(KeyClient client, int number) throws ClientException {
    // Whatever has no reply is not tried again under the same name: its outcome is not known.
    journal.sent(number);
    client.set(journal.key(number), Integer.toString(number));
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
