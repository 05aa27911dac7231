package io.redisfailover.proxy.stats;

import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.ServerAct;
import io.redisfailover.proxy.admin.ServerActs;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.http.RequestHead;
import io.redisfailover.proxy.log.RefusalLog;
import io.redisfailover.proxy.stats.model.PerformedAct;
import io.redisfailover.proxy.stats.page.PageView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the acts that the page asks for: from whom they may come, who carries them out, and what is
 * remembered and logged of each. Safe for threads, never blocks.
 */
final class ActDesk {
  /** Acts that the page shows. */
  static final int REMEMBERED = 10;

  private static final Logger LOG = LoggerFactory.getLogger(ActDesk.class);

  private final ServerActs acts;
  private final Supplier<Instant> clock;
  private final FormToken tokens = new FormToken();
  private final RefusalLog refusals = new RefusalLog(LOG);
  private final Deque<PerformedAct> performed = new ArrayDeque<>();

  /**
   * A desk at which nobody has asked for anything.
   *
   * @param acts has acts carried out
   * @param clock the time of day
   */
  ActDesk(ServerActs acts, Supplier<Instant> clock) {
    this.acts = acts;
    this.clock = clock;
  }

  /**
   * Why an act is not even tried.
   *
   * @param status the HTTP status
   * @param sentence what is wrong, and what to do
   */
  record Refusal(int status, String sentence) {}

  /** What has become of a form. */
  sealed interface Result {
    /** It was refused, and nothing was tried. */
    record Refused(Refusal why) implements Result {}

    /**
     * It was tried.
     *
     * @param word HAProxy's word for how that ended
     */
    record Tried(String word) implements Result {}
  }

  /**
   * {@return why the sender of a form may have no act carried out, by its head; absent if it may}
   */
  Optional<Refusal> refusal(BasicAuth logins, RequestHead head) {
    Optional<StatisticsUser> user = logins.user(head.authorization());
    if (user.isEmpty()) {
      return refuse(
          head,
          401,
          head.authorization().isEmpty()
              ? "an act was asked for without a login."
              : "an act was asked for with a wrong login.",
          "Log in with a username and password under stats.users with the role operate.");
    }
    String name = user.get().name();
    if (!user.get().operates()) {
      return refuse(
          head,
          403,
          "user " + name + " asked for an act and may only look.",
          "You may only look; an act needs a user under stats.users with the role operate.");
    }
    if (!head.source().isSameOrigin()) {
      return refuse(
          head,
          403,
          "a page of another site asked for an act with the login of user " + name + ".",
          "The request does not come from this page; open the page itself. A reverse proxy must pass"
              + " on the header Host.");
    }
    return ActForm.isForm(head.source().contentType())
        ? Optional.empty()
        : refuse(
            head,
            415,
            "user " + name + " sent something else than a form.",
            "Send a form (application/x-www-form-urlencoded).");
  }

  /** Logs a login that was shown and is wrong. */
  void wrongLogin(RequestHead head) {
    refusals.refused(head.source().peer(), "the login of the statistics was wrong.");
  }

  /** Logs a form that is not read, for its size. */
  void tooLarge(RequestHead head) {
    refusals.refused(head.source().peer(), "a form is too large.");
  }

  /** Logs a form where no user may have anything done. */
  void noAdministrator(RequestHead head) {
    refusals.refused(
        head.source().peer(), "an act was asked for, and no user has the role operate.");
  }

  private Optional<Refusal> refuse(RequestHead head, int status, String logged, String told) {
    refusals.refused(head.source().peer(), logged);
    return Optional.of(new Refusal(status, told));
  }

  /**
   * Has a form carried out.
   *
   * @param user its sender, who may have that done
   * @param head its head, which was not refused
   * @param body its body
   */
  CompletionStage<Result> take(StatisticsUser user, RequestHead head, byte[] body) {
    ActForm form = ActForm.parse(body);
    Optional<Refusal> wrong = refusal(user, head, form);
    if (wrong.isPresent()) {
      return CompletableFuture.completedFuture(new Result.Refused(wrong.get()));
    }
    ServerAct act = form.act().orElseThrow();
    Instant asked = clock.get();
    List<CompletableFuture<Boolean>> ended = new ArrayList<>();
    for (Server server : form.servers()) {
      ended.add(carryOut(asked, user, head, act, server));
    }
    return CompletableFuture.allOf(ended.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> new Result.Tried(word(ended)));
  }

  private Optional<Refusal> refusal(StatisticsUser user, RequestHead head, ActForm form) {
    if (!tokens.matches(user.name(), form.token())) {
      return refuse(
          head,
          403,
          "user " + user.name() + " asked for an act with a wrong token or without one.",
          "The token of the form is missing or of another process; reload the page.");
    }
    if (form.act().isEmpty() || form.servers().isEmpty()) {
      return refuse(
          head,
          400,
          "user " + user.name() + " asked for an unknown act or server.",
          "Set action to one of %s, and s to Master or Backup."
              .formatted(String.join(", ", ServerAct.words())));
    }
    return !form.act().get().isAboutOne() || form.servers().size() == 1
        ? Optional.empty()
        : refuse(
            head,
            400,
            "user " + user.name() + " asked for one act with both servers.",
            "This act is about one server; set s once.");
  }

  private CompletableFuture<Boolean> carryOut(
      Instant asked, StatisticsUser user, RequestHead head, ServerAct act, Server server) {
    return acts.carryOut(act, server)
        .handle((outcome, defect) -> {
          if (defect != null) {
            LOG.error("Failed to {}.", act.inWords(server), defect);
          }
          RequestOutcome known =
              outcome != null
                  ? outcome
                  : new RequestOutcome.NotDone("the request failed; see the log of the process");
          return ended(asked, user, head, act.inWords(server), known);
        })
        .toCompletableFuture();
  }

  private boolean ended(
      Instant asked, StatisticsUser user, RequestHead head, String act, RequestOutcome outcome) {
    boolean done = outcome instanceof RequestOutcome.Done;
    String sentence = Sentence.of(Printable.shortened(outcome.sentence()));
    String from = head.source().peer();
    LOG.info(
        "User {} asked on the statistics page, from {}, to {}; {}: {}",
        user.name(),
        from,
        act,
        done ? "done" : "not done",
        sentence);
    synchronized (performed) {
      performed.addFirst(new PerformedAct(asked, user.name(), from, act, done, sentence));
      while (performed.size() > REMEMBERED) {
        performed.removeLast();
      }
    }
    return done;
  }

  private static String word(List<CompletableFuture<Boolean>> ended) {
    long done = ended.stream().filter(CompletableFuture::resultNow).count();
    if (done == ended.size()) {
      return "DONE";
    }
    return done == 0 ? "ERRP" : "PART";
  }

  /** {@return what an administrator sees on the page} */
  PageView.Administrator view(StatisticsUser user, Mode mode) {
    synchronized (performed) {
      return new PageView.Administrator(
          user.name(),
          tokens.of(user.name()),
          acts.offered(mode),
          mode instanceof Mode.Promote ? acts.controllerElsewhere() : Optional.empty(),
          List.copyOf(performed));
    }
  }
}
