package io.redisfailover.proxy.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.proxy.config.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What every connection of the proxy's own begins with: {@code AUTH}, where there is something to
 * log in with, and the name by which others know it.
 *
 * @param commands the commands, to be sent in front of the first packet
 * @param authenticates whether the first one is {@code AUTH}
 */
public record Login(List<List<String>> commands, boolean authenticates) {

  /** {@return the login with these credentials} */
  public static Login with(Credentials credentials) {
    List<List<String>> commands = new ArrayList<>();
    credentials.login().ifPresent(commands::add);
    commands.add(List.of("CLIENT", "SETNAME", ConnectionName.PROXY.text()));
    return new Login(List.copyOf(commands), commands.size() > 1);
  }

  /** {@return the login's commands and then these, as one packet} */
  public List<List<String>> andThen(List<List<String>> more) {
    List<List<String>> packet = new ArrayList<>(commands);
    packet.addAll(more);
    return List.copyOf(packet);
  }

  /**
   * Says what is wrong with the login.
   *
   * @param replies the replies so far, the login's first; may be fewer
   * @return the error, or nothing
   */
  public Optional<ErrorReply> error(List<Reply> replies) {
    for (int i = 0; i < Math.min(replies.size(), commands.size()); i++) {
      Reply reply = replies.get(i);
      boolean unneeded = authenticates && i == 0 && isUnneeded(reply);
      if (reply.isError() && !unneeded) {
        return Optional.of(ErrorReply.parse(reply.text()));
      }
    }
    return Optional.empty();
  }

  /** {@return the replies behind the login's} */
  public List<Reply> rest(List<Reply> replies) {
    return replies.subList(commands.size(), replies.size());
  }

  /** A server without a password says so to {@code AUTH} and serves all the same. */
  private static boolean isUnneeded(Reply reply) {
    String text = reply.text().toLowerCase(Locale.ROOT);
    return text.contains("no password is set") || text.contains("without any password configured");
  }
}
