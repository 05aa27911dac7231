package io.redisfailover.failover.command;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.MalformedReplyException;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ReplicationInfo;
import io.redisfailover.failover.view.ReplicationInfoParser;
import io.redisfailover.failover.view.ServerState;
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
          List.of("FCALL_RO", MarkerLibrary.line(Node.MASTER), "0"),
          List.of("FCALL_RO", MarkerLibrary.line(Node.BACKUP), "0"),
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
   * @param node the server that was asked
   * @param endpoints where both servers are
   * @param replies one reply to each of {@link #commands()}, in their order
   * @return the answer; never a failure of the connection
   */
  public static Answer answer(Node node, Endpoints endpoints, List<Reply> replies) {
    if (replies.size() != COMMANDS.size()) {
      throw new IllegalArgumentException(
          replies.size() + " replies to " + COMMANDS.size() + " commands");
    }
    Reply ping = replies.get(0);
    Reply server = replies.get(1);
    Reply replication = replies.get(2);
    Optional<String> runId =
        server.isError()
            ? Optional.empty()
            : Optional.ofNullable(ReplicationInfoParser.fields(server.text()).get("run_id"));
    Optional<ErrorReply> notice =
        ping.isError() ? Optional.of(ErrorReply.parse(ping.text())) : Optional.empty();
    if (notice.isPresent() && !notice.get().leavesServerUsable()) {
      return new Answer.Errored(notice.get(), runId);
    }
    for (Reply needed : List.of(server, replication)) {
      if (needed.isError()) {
        return new Answer.Errored(ErrorReply.parse(needed.text()), runId);
      }
    }
    if (runId.isEmpty() || (notice.isEmpty() && !ping.text().equals("PONG"))) {
      return new Answer.Garbled("does not answer as a Redis server does");
    }
    try {
      ReplicationInfo info = ReplicationInfoParser.parse(replication.text());
      Markers markers =
          new Markers(marker(replies.get(4)), marker(replies.get(5)), marker(replies.get(6)));
      return new Answer.Answered(
          ServerState.of(
              node,
              endpoints,
              runId.get(),
              info,
              markers,
              markable(replies.get(4)),
              keys(replies.get(3)),
              pingPeriod(replies.get(7)),
              notice));
    } catch (MalformedReplyException | NumberFormatException malformed) {
      return new Answer.Garbled(String.valueOf(malformed.getMessage()));
    }
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
