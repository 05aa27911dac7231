package io.redisfailover.failover.command;

import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.MalformedReplyException;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One probe: commands that are sent together on one connection, and what their replies mean.
 *
 * <p>Needs the permissions {@code +ping +info +fcall_ro} and, to learn the ping period, {@code
 * +config|get}; a missing permission for the latter leaves that period unknown.
 */
public final class Probe {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("PING"),
          List.of("INFO", "server"),
          List.of("INFO", "replication"),
          List.of("INFO", "keyspace"),
          List.of("FCALL_RO", MarkerLibrary.epoch(Server.MASTER), "0"),
          List.of("FCALL_RO", MarkerLibrary.epoch(Server.BACKUP), "0"),
          List.of("FCALL_RO", MarkerLibrary.NEXT, "0"),
          List.of("CONFIG", "GET", "repl-ping-replica-period"));
  private static final Pattern KEYS = Pattern.compile("keys=([0-9]+)");

  private Probe() {}

  /** {@return the commands, to be sent in this order as one packet} */
  public static List<List<String>> commands() {
    return COMMANDS;
  }

  /**
   * Says what the replies mean.
   *
   * @param server the server that was asked
   * @param endpoints where both servers are
   * @param replies one reply to each of {@link #commands()}, in their order
   * @return the answer; never a failure of the connection
   */
  public static ProbeAnswer answer(Server server, Endpoints endpoints, List<Reply> replies) {
    if (replies.size() != COMMANDS.size()) {
      throw new IllegalArgumentException(
          replies.size() + " replies to " + COMMANDS.size() + " commands");
    }
    Reply ping = replies.get(0);
    Reply serverReply = replies.get(1);
    Reply replication = replies.get(2);
    Optional<String> runId =
        serverReply.isError()
            ? Optional.empty()
            : Optional.ofNullable(ReplicationInfoParser.fields(serverReply.text()).get("run_id"));
    Optional<ErrorReply> notice =
        ping.isError() ? Optional.of(ErrorReply.parse(ping.text())) : Optional.empty();
    if (notice.isPresent() && !notice.get().leavesServerUsable()) {
      return new ProbeAnswer.Errored(notice.get(), runId);
    }
    for (Reply needed : List.of(serverReply, replication)) {
      if (needed.isError()) {
        return new ProbeAnswer.Errored(ErrorReply.parse(needed.text()), runId);
      }
    }
    if (runId.isEmpty() || (notice.isEmpty() && !ping.text().equals("PONG"))) {
      return new ProbeAnswer.Garbled("does not answer like a Redis server");
    }
    try {
      return new ProbeAnswer.Answered(state(server, endpoints, runId.get(), replies, notice));
    } catch (MalformedReplyException | NumberFormatException malformed) {
      return new ProbeAnswer.Garbled(String.valueOf(malformed.getMessage()));
    }
  }

  private static ServerState state(
      Server server,
      Endpoints endpoints,
      String runId,
      List<Reply> replies,
      Optional<ErrorReply> notice)
      throws MalformedReplyException {
    return ServerState.of(
        server,
        endpoints,
        runId,
        ReplicationInfoParser.parse(replies.get(2).text()),
        new Markers(marker(replies.get(4)), marker(replies.get(5)), marker(replies.get(6))),
        markable(replies.get(4)),
        keys(replies.get(3)),
        pingPeriod(replies.get(7)),
        notice);
  }

  private static Optional<Marker> marker(Reply reply) {
    return reply.isError() ? Optional.empty() : Marker.parse(reply.text());
  }

  /** Servers before Redis 7.0 and Valkey 7.2 do not know the command. */
  private static boolean markable(Reply reply) {
    return !(reply.isError() && reply.text().startsWith("ERR unknown command"));
  }

  private static long keys(Reply reply) {
    if (reply.isError()) {
      return -1;
    }
    long keys = 0;
    for (Map.Entry<String, String> field : ReplicationInfoParser.fields(reply.text()).entrySet()) {
      Matcher matcher = KEYS.matcher(field.getValue());
      if (field.getKey().startsWith("db") && matcher.find()) {
        keys += Long.parseLong(matcher.group(1));
      }
    }
    return keys;
  }

  private static int pingPeriod(Reply reply) {
    String[] lines = reply.isError() ? new String[0] : reply.text().split("\n", -1);
    if (lines.length != 2) {
      return ServerState.UNKNOWN;
    }
    try {
      return Integer.parseInt(lines[1].strip());
    } catch (NumberFormatException notANumber) {
      return ServerState.UNKNOWN;
    }
  }
}
