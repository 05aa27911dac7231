package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.resp.RespDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one server is sent in one write, and what its replies mean. Immutable; its text form shows
 * no password.
 */
public sealed interface Packet {
  /**
   * Bytes that the replies to an ordinary packet may have together. Source: {@code INFO} of a
   * server with 1,000 replicas and 1,000 databases has 200 KB; the markers have 2 KB.
   */
  int USUAL_LIMIT_BYTES = RespDecoder.LARGEST_REPLY_BYTES;

  /** {@return the commands, in order; never to be logged} */
  List<List<String>> commands();

  /** {@return how many bytes the replies may have on the wire, all together} */
  default int limitBytes() {
    return USUAL_LIMIT_BYTES;
  }

  /**
   * Says what the replies mean.
   *
   * @param replies one to each of {@link #commands()}, in their order
   * @param endpoints where both servers are
   */
  Heard read(List<Reply> replies, Endpoints endpoints);

  /**
   * Says what the replies mean that came before the connection was closed: a server that turns a
   * connection away says why, then closes.
   *
   * @param replies fewer than there are {@link #commands()}
   * @return what was said, when it was said in full
   */
  default Optional<Heard> lastWords(List<Reply> replies) {
    return Optional.empty();
  }

  /**
   * Says what the replies mean that came before one that is larger than the limit.
   *
   * @param replies fewer than there are {@link #commands()}
   * @param endpoints where both servers are
   * @return what was said, when only markers are missing
   */
  default Optional<Heard> beforeOversized(List<Reply> replies, Endpoints endpoints) {
    return Optional.empty();
  }

  /**
   * Says what the replies mean that came before the connection failed.
   *
   * @param failure how it failed
   * @param replies fewer than there are {@link #commands()}
   * @param endpoints where both servers are
   * @return what was said, where it counts
   */
  default Optional<Heard> before(
      ConnectionFailure failure, List<Reply> replies, Endpoints endpoints) {
    return switch (failure) {
      case CLOSED -> lastWords(replies);
      case OVERSIZED -> beforeOversized(replies, endpoints);
      default -> Optional.empty();
    };
  }

  /**
   * Logs in and gives the connection its name.
   *
   * @param login how
   */
  record Greet(Login login) implements Packet {
    @Override
    public List<List<String>> commands() {
      return login.commands();
    }

    @Override
    public Heard read(List<Reply> replies, Endpoints endpoints) {
      return new Heard.Greeted(login.refusal(replies));
    }

    @Override
    public Optional<Heard> lastWords(List<Reply> replies) {
      return login.refusal(replies).map(error -> new Heard.Greeted(Optional.of(error)));
    }
  }

  /**
   * Asks a server what it is.
   *
   * @param server the server
   * @param first the login, on a connection that is new
   * @param probe what is asked
   */
  record Probing(Server server, Optional<Login> first, Probe probe) implements Packet {
    @Override
    public List<List<String>> commands() {
      List<List<String>> commands = new ArrayList<>();
      first.ifPresent(login -> commands.addAll(login.commands()));
      commands.addAll(probe.commands());
      return List.copyOf(commands);
    }

    @Override
    public Heard read(List<Reply> replies, Endpoints endpoints) {
      return lastWords(replies)
          .orElseGet(() -> {
            return new Heard.Probed(probe.answer(server, endpoints, own(replies)), false);
          });
    }

    private List<Reply> own(List<Reply> replies) {
      return first.map(login -> login.rest(replies)).orElse(replies);
    }

    @Override
    public Optional<Heard> beforeOversized(List<Reply> replies, Endpoints endpoints) {
      boolean entered = first.map(login -> replies.size() >= login.commands().size()).orElse(true);
      Optional<Heard> refusal = lastWords(replies);
      return refusal.isPresent() || !entered
          ? refusal
          : probe
              .answerBeforeOversized(server, endpoints, own(replies))
              .map(answer -> new Heard.Probed(answer, true));
    }

    @Override
    public Optional<Heard> lastWords(List<Reply> replies) {
      return first
          .flatMap(login -> login.refusal(replies))
          .map(error -> new Heard.Probed(new ProbeAnswer.Errored(error, Optional.empty()), true));
    }
  }

  /**
   * Asks for the connections that a lockout closes, on a connection that is new.
   *
   * @param login how to log in
   * @param lockout the lockout
   */
  record ListVictims(Login login, Lockout lockout) implements Packet {
    /** Source: {@code CLIENT LIST} of 20,000 connections has about 8 MB. */
    public static final int LIMIT_BYTES = 32 << 20;

    private static final List<String> OWN_ID = List.of("CLIENT", "ID");

    @Override
    public int limitBytes() {
      return LIMIT_BYTES;
    }

    @Override
    public List<List<String>> commands() {
      List<List<String>> commands = new ArrayList<>(login.commands());
      commands.add(lockout.list());
      commands.add(OWN_ID);
      return List.copyOf(commands);
    }

    @Override
    public Heard read(List<Reply> replies, Endpoints endpoints) {
      Optional<ErrorReply> refusal = login.refusal(replies);
      if (refusal.isPresent()) {
        return new Heard.Listed(refusal, List.of());
      }
      List<Reply> own = login.rest(replies);
      for (Reply reply : own) {
        if (reply.isError()) {
          return new Heard.Listed(Optional.of(ErrorReply.parse(reply.text())), List.of());
        }
      }
      return new Heard.Listed(
          Optional.empty(), lockout.victims(own.get(0).text(), own.get(1).text()));
    }

    @Override
    public Optional<Heard> lastWords(List<Reply> replies) {
      return login.refusal(replies).map(error -> new Heard.Listed(Optional.of(error), List.of()));
    }
  }

  /**
   * Closes connections. One that is gone by itself makes its kill an error, which is as good.
   *
   * @param ids what the server calls them; not empty
   */
  record Kill(List<String> ids) implements Packet {
    /** Copies the list. */
    public Kill {
      ids = List.copyOf(ids);
    }

    @Override
    public List<List<String>> commands() {
      return ids.stream().map(id -> List.of("CLIENT", "KILL", "ID", id)).toList();
    }

    @Override
    public Heard read(List<Reply> replies, Endpoints endpoints) {
      return new Heard.Killed();
    }
  }

  /**
   * Sends a command and probes the server again, without anything in between.
   *
   * @param command the command
   * @param keys sign the markers that it writes, and verify those that are read behind it
   */
  record Change(Command command, MarkerKeys keys) implements Packet {
    @Override
    public List<List<String>> commands() {
      List<List<String>> commands = new ArrayList<>(command.packet(keys));
      commands.addAll(probe().commands());
      return List.copyOf(commands);
    }

    private Probe probe() {
      return new Probe(Optional.of(new MarkerReader(keys)));
    }

    @Override
    public Heard read(List<Reply> replies, Endpoints endpoints) {
      int own = command.packet(keys).size();
      return new Heard.Changed(
          command.fault(replies.subList(0, own)),
          probe().answer(command.server(), endpoints, replies.subList(own, replies.size())));
    }

    @Override
    public Optional<Heard> beforeOversized(List<Reply> replies, Endpoints endpoints) {
      int own = command.packet(keys).size();
      return replies.size() < own
          ? Optional.empty()
          : probe()
              .answerBeforeOversized(
                  command.server(), endpoints, replies.subList(own, replies.size()))
              .map(answer -> new Heard.Changed(command.fault(replies.subList(0, own)), answer));
    }
  }
}
