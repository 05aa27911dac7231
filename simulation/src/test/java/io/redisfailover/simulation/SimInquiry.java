package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.EvidenceAnswer;
import io.redisfailover.controlapi.EvidenceQuestion;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.failover.observer.Inquiry;
import io.redisfailover.failover.observer.Lulls;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.observer.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Asks proxies what they have seen. In histories with slow messages, answers come late, or twice
 * and in another order, or not at all. In some, somebody in the network answers as well.
 */
final class SimInquiry {
  private static final String TOKEN = "the token";

  private final SimProcess asker;
  private final World world;
  private final Supplier<List<SimProxy>> peers;
  private final BiConsumer<String, PeerEvidence> told;
  private Inquiry inquiry = Inquiry.NONE;
  private int questions;
  private Optional<Message> overheard = Optional.empty();

  /**
   * An inquiry of nobody.
   *
   * @param asker who asks
   * @param peers those that it knows at present
   * @param told gets each answer
   */
  SimInquiry(
      SimProcess asker, Supplier<List<SimProxy>> peers, BiConsumer<String, PeerEvidence> told) {
    this.asker = asker;
    this.peers = peers;
    this.world = asker.world;
    this.told = told;
  }

  /** An answer on the wire. */
  private record Message(EvidenceQuestion question, String body, String signature) {
    static Message of(EvidenceQuestion question, PeerReport report, String token) {
      String body = ReplyJson.write(new EvidenceAnswer(question.nonce(), report));
      return new Message(question, body, TokenSignature.of(token, body));
    }
  }

  /** A process that starts has asked nobody. */
  void forget() {
    inquiry = Inquiry.NONE;
  }

  /**
   * Asks each that is to be asked now.
   *
   * @param seen what the asker remembers
   */
  void ask(ObserverMemory seen) {
    Instant now = world.events.instant();
    peers.get().stream()
        .filter(proxy -> inquiry.isDue(proxy.toString(), seen, now))
        .forEach(this::ask);
  }

  /** Asks one, whether it is to be asked now or not. */
  void ask(SimProxy proxy) {
    Instant now = world.events.instant();
    inquiry = inquiry.asking(proxy.toString(), now);
    asker.after(EventQueue.micros(Inquiry.LIMIT), () -> ended(proxy, now));
    ask(proxy, now);
  }

  private void ended(SimProxy proxy, Instant askedAt) {
    inquiry = inquiry.ended(proxy.toString(), askedAt);
  }

  private void ask(SimProxy proxy, Instant askedAt) {
    if (proxy.oldRelease || world.network.reset(asker.party, proxy.party)) {
      return;
    }
    int life = asker.life;
    EvidenceQuestion question = new EvidenceQuestion(asker + " " + ++questions);
    world.network.send(
        asker.party,
        proxy.party,
        () -> proxy.run(proxy.life, () -> answer(proxy, question, life, askedAt)));
  }

  private void answer(SimProxy proxy, EvidenceQuestion question, int life, Instant askedAt) {
    PeerReport report = proxy.says();
    int times = world.slowPush ? world.random.nextInt(3) : 1;
    for (int i = 0; i < times; i++) {
      long late = world.slowPush ? world.random.nextInt((int) (300 * MILLI)) : 0;
      world.network.send(
          proxy.party,
          asker.party,
          late,
          () -> asker.run(life, () -> received(proxy, question, report, askedAt)));
    }
  }

  private void received(
      SimProxy proxy, EvidenceQuestion question, PeerReport report, Instant askedAt) {
    Instant now = world.events.instant();
    if (Duration.between(askedAt, now).compareTo(Inquiry.LIMIT) > 0) {
      return;
    }
    ended(proxy, askedAt);
    PeerReport believed = report;
    if (world.forging) {
      Message genuine = Message.of(question, report, TOKEN);
      forgeries(genuine, question, report)
          .forEach(forged -> {
            if (believed(question, forged).isPresent()) {
              world.ledger.violation("FORGED EVIDENCE BELIEVED", asker + ": " + forged.body());
            }
          });
      overheard = Optional.of(genuine);
      believed = believed(question, genuine).orElseThrow();
    }
    told.accept(proxy.toString(), believed.translated(askedAt, now));
  }

  /** Another report, the same with another report in it, and an answer to another question. */
  private List<Message> forgeries(Message genuine, EvidenceQuestion question, PeerReport report) {
    PeerReport lie =
        new PeerReport(
            report.at(),
            report.epoch(),
            report.evidence(),
            Optional.of(report.at().plusMillis(1)),
            Lulls.NONE);
    Message other = Message.of(question, lie, "another token");
    return List.of(
        other,
        new Message(question, other.body(), genuine.signature()),
        overheard.filter(old -> !old.question().equals(question)).orElse(other));
  }

  private static Optional<PeerReport> believed(EvidenceQuestion question, Message answer) {
    try {
      return Optional.of(
          EvidenceAnswer.believed(TOKEN, question, answer.body(), Optional.of(answer.signature())));
    } catch (BadMessageException refused) {
      return Optional.empty();
    }
  }
}
