package io.redisfailover.failover.command;

import io.redisfailover.failover.marker.MarkerLibrary;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.MalformedReplyException;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One probe: commands that are sent together on one connection, and what their replies mean.
 *
 * <p>Needs the permissions {@code +ping +info +function|list} and, to learn the ping period and the
 * announced port, {@code +config|get}; a missing permission for the latter leaves them unknown. One
 * pattern asks for both, because servers before 7.0 take a single one.
 *
 * @param reader reads the markers; absent when they are not asked for
 */
public record Probe(Optional<MarkerReader> reader) {
  private static final List<List<String>> STATE =
      List.of(
          List.of("PING"),
          List.of("INFO", "server"),
          List.of("INFO", "replication"),
          List.of("INFO", "keyspace"),
          List.of("CONFIG", "GET", "repl*-p*"),
          List.of("INFO", "cpu"));
  private static final String PING_PERIOD = "repl-ping-replica-period";
  private static final String ANNOUNCED_PORT = "replica-announce-port";
  private static final String KEYS = "keys=";

  /** {@return the commands, to be sent in this order as one packet; the markers' last} */
  public List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>(STATE);
    reader.ifPresent(asked -> commands.addAll(MarkerLibrary.list()));
    return List.copyOf(commands);
  }

  /**
   * Says what the replies mean.
   *
   * @param server the server that was asked
   * @param endpoints where both servers are
   * @param replies one reply to each of {@link #commands()}, in their order
   * @return the answer; never a failure of the connection
   */
  public ProbeAnswer answer(Server server, Endpoints endpoints, List<Reply> replies) {
    int wanted = commands().size();
    if (replies.size() != wanted) {
      throw new IllegalArgumentException(replies.size() + " replies to " + wanted + " commands");
    }
    List<Reply> markers = replies.subList(STATE.size(), wanted);
    return answer(
        server,
        endpoints,
        replies,
        reader.map(one -> one.read(texts(markers))).orElse(Markers.flawed(Markers.Flaw.UNREAD)),
        markers.isEmpty()
            || (isMarkable(markers.getFirst()) && reader.orElseThrow().keys().canSign()));
  }

  /**
   * Says what the replies mean that came before one that is larger than is read.
   *
   * @param replies fewer than there are {@link #commands()}
   * @return the answer, if only markers are missing
   */
  public Optional<ProbeAnswer> answerBeforeOversized(
      Server server, Endpoints endpoints, List<Reply> replies) {
    return replies.size() < STATE.size()
        ? Optional.empty()
        : Optional.of(
            answer(server, endpoints, replies, Markers.flawed(Markers.Flaw.OVERSIZED), true));
  }

  private static ProbeAnswer answer(
      Server server, Endpoints endpoints, List<Reply> replies, Markers markers, boolean markable) {
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
      return new ProbeAnswer.Answered(
          ServerState.of(
              server,
              endpoints,
              runId.get(),
              ReplicationInfoParser.parse(replication.text()),
              markers,
              markable && !markers.has(Markers.Flaw.FOREIGN),
              keys(replies.get(3)),
              setting(replies.get(4), PING_PERIOD),
              notice,
              processorMillis(replies.get(5)),
              ownPort(serverReply, replies.get(4))));
    } catch (MalformedReplyException | NumberFormatException malformed) {
      return new ProbeAnswer.Garbled(String.valueOf(malformed.getMessage()));
    }
  }

  private static List<String> texts(List<Reply> replies) {
    return replies.stream().map(reply -> reply.isError() ? "" : reply.text()).toList();
  }

  /** Servers before Redis 7.0 and Valkey 7.2 do not know the command. */
  private static boolean isMarkable(Reply reply) {
    return !(reply.isError() && reply.text().startsWith("ERR unknown command"));
  }

  private static long keys(Reply reply) {
    if (reply.isError()) {
      return -1;
    }
    long keys = 0;
    for (Map.Entry<String, String> field : ReplicationInfoParser.fields(reply.text()).entrySet()) {
      if (field.getKey().startsWith("db")) {
        keys += keysOf(field.getValue());
      }
    }
    return keys;
  }

  /** Of one database, for instance {@code keys=12,expires=0,avg_ttl=0}. */
  private static long keysOf(String counts) {
    int end = counts.indexOf(',');
    String first = end < 0 ? counts : counts.substring(0, end);
    String digits = first.startsWith(KEYS) ? first.substring(KEYS.length()) : "";
    boolean number =
        !digits.isEmpty() && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return number ? Long.parseLong(digits) : 0;
  }

  /** The time of children, which save, is not part of it. */
  private static long processorMillis(Reply reply) {
    Map<String, String> fields =
        reply.isError() ? Map.of() : ReplicationInfoParser.fields(reply.text());
    try {
      double seconds =
          Double.parseDouble(fields.getOrDefault("used_cpu_user", ""))
              + Double.parseDouble(fields.getOrDefault("used_cpu_sys", ""));
      return seconds >= 0 ? (long) (seconds * 1_000) : ServerState.UNKNOWN;
    } catch (NumberFormatException notANumber) {
      return ServerState.UNKNOWN;
    }
  }

  /** The port that it announces to its primary, which is its own where it announces none. */
  private static int ownPort(Reply server, Reply settings) {
    int announced = setting(settings, ANNOUNCED_PORT);
    return announced > 0
        ? announced
        : number(ReplicationInfoParser.fields(server.text()).getOrDefault("tcp_port", ""));
  }

  private static int setting(Reply reply, String name) {
    String[] lines = reply.isError() ? new String[0] : reply.text().split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i += 2) {
      if (lines[i].strip().equals(name)) {
        return number(lines[i + 1]);
      }
    }
    return ServerState.UNKNOWN;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException notANumber) {
      return ServerState.UNKNOWN;
    }
  }
}
