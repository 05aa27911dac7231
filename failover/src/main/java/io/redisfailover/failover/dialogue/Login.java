package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every connection of ours begins with: {@code AUTH}, where there is something to log in with,
 * and the name by which the other party finds it. Its text form shows no password.
 *
 * @param credentials what to log in with, if anything
 * @param name the name of the connection
 */
public record Login(Optional<RedisCredentials> credentials, ConnectionName name) {
  /**
   * How long the dial may take, and as long again the login, of a connection that is opened ahead
   * of its first packet. Source: a probe that takes longer counts as silence.
   */
  public static final Duration LIMIT = Duration.ofMillis(500);

  /**
   * {@return the commands, to be sent in front of the first packet, or as a packet of their own}
   */
  public List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    credentials.ifPresent(known -> commands.add(known.command()));
    commands.add(List.of("CLIENT", "SETNAME", name.text()));
    return List.copyOf(commands);
  }

  /**
   * Says why the server does not let the connection in.
   *
   * @param replies the replies so far, the login's first; may be fewer or more
   * @return the error, or nothing
   */
  public Optional<ErrorReply> refusal(List<Reply> replies) {
    int own = commands().size();
    for (int i = 0; i < Math.min(replies.size(), own); i++) {
      if (replies.get(i).isError()) {
        ErrorReply error = ErrorReply.parse(replies.get(i).text());
        if (error.kind() != ErrorReply.Kind.NO_PASSWORD) {
          return Optional.of(error);
        }
      }
    }
    return Optional.empty();
  }

  /** {@return the replies behind the login's} */
  List<Reply> rest(List<Reply> replies) {
    return replies.subList(commands().size(), replies.size());
  }
}
