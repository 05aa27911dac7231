package io.redisfailover.bench.disturbance;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends a slow command until it is answered, as a client does that tries again: after a role change
 * it takes the command along to the new active server.
 */
public final class ResendingClient {
  /** A client that was refused does not try again at once. */
  private static final long REST_MILLIS = 20;

  private ResendingClient() {}

  /**
   * Sends it, and waits for its end.
   *
   * @param proxy where to
   * @param command what to
   * @param limit when to give up
   * @return how often it was sent
   * @throws IllegalStateException when it was not answered within the limit, or is refused for good
   */
  public static int send(ClientTarget proxy, SlowCommand command, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (int sent = 1; System.nanoTime() < end; sent++) {
      if (isAnswered(proxy, command.commands())) {
        return sent;
      }
      TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    }
    throw new IllegalStateException(
        "%s was not answered within %d s".formatted(command.inWords(), limit.toSeconds()));
  }

  private static boolean isAnswered(ClientTarget proxy, List<List<String>> commands) {
    try (RespClient client = new RespClient(proxy)) {
      String reply = client.callAtOnce(commands).getLast();
      if (reply.startsWith("-ERR")) {
        throw new IllegalStateException("a slow command is refused: " + reply);
      }
      return !reply.startsWith("-");
    } catch (UncheckedIOException broken) {
      return false;
    }
  }
}
