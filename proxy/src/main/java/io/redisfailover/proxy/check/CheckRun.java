package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.proxy.check.CheckStep.Comment;
import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import io.redisfailover.proxy.check.CheckStep.SendFormat;
import io.redisfailover.proxy.check.CheckStep.SetVariable;
import io.redisfailover.proxy.check.CheckStep.UnsetVariable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One check of one server: it runs a script on connections of its own and reports the result. It is
 * used on one event loop, where {@code done} is called once unless the run was abandoned.
 *
 * <p>Bytes are read at an {@code expect} only. A {@code send} discards the bytes that were read
 * before it; bytes that were not read yet remain for the next {@code expect}.
 */
final class CheckRun {
  private final Bootstrap transport;
  private final EventLoop loop;
  private final CheckPlan plan;
  private final Supervised part;
  private final Consumer<CheckResult> done;
  private final List<CheckStep> steps;
  private final Map<String, String> variables = new HashMap<>();
  private final RegexSearch search = new RegexSearch();
  private final long startedNanos = System.nanoTime();
  private int index;
  private boolean over;
  private Optional<InetSocketAddress> dialled = Optional.empty();
  private @Nullable CheckConnection connection;
  private @Nullable Future<?> deadline;

  private CheckRun(
      Bootstrap transport,
      EventLoop loop,
      CheckPlan plan,
      Supervised part,
      Consumer<CheckResult> done) {
    this.transport = transport;
    this.loop = loop;
    this.plan = plan;
    this.part = part;
    this.done = done;
    this.steps = plan.script().steps();
  }

  /**
   * Starts a check. To be called on {@code loop}.
   *
   * @param transport a bootstrap with a channel type
   * @param loop the event loop of the check
   * @param plan the input of the check
   * @param part the check; it is told of defects, each of which ends the run with {@code SOCKERR}
   * @param done takes the result
   */
  static CheckRun start(
      Bootstrap transport,
      EventLoop loop,
      CheckPlan plan,
      Supervised part,
      Consumer<CheckResult> done) {
    CheckRun run = new CheckRun(transport, loop, plan, part, done);
    if (plan.script().beginsWithConnect()) {
      run.step(run::proceed);
    } else {
      run.index = -1;
      run.step(() -> run.connect(new Connect()));
    }
    return run;
  }

  /** Ends the check without a verdict. Called on the loop of the check. */
  void abandon() {
    over = true;
    cleanUp();
  }

  private void proceed() {
    while (!over && index < steps.size() && !steps.get(index).acts()) {
      setUp(steps.get(index));
      index++;
    }
    if (over) {
      return;
    }
    if (index == steps.size()) {
      pass();
      return;
    }
    switch (steps.get(index)) {
      case Connect connect -> connect(connect);
      case Send send -> requireConnection().send(send.bytes());
      case SendFormat send -> send(send);
      case Expect expect -> judge(expect);
      default -> throw new IllegalStateException("a step that does not act");
    }
  }

  private void setUp(CheckStep step) {
    switch (step) {
      case SetVariable(String name, CheckValue value) ->
          value.in(scene()).ifPresent(text -> variables.put(name, text));
      case UnsetVariable(String name) -> variables.remove(name);
      case Comment comment -> {
        // The steps after it have it.
      }
      default -> throw new IllegalStateException("a step that acts");
    }
  }

  private void pass() {
    CheckStep last = plan.script().lastActing().orElse(null);
    String words = plan.script().readyMade() || last == null ? "" : "(tcp-check)";
    switch (last) {
      case null -> finish(CheckStatus.L4OK, words);
      case Connect connect -> finish(CheckStatus.L4OK, words);
      case Expect expect -> {
        ExpectOutcome outcome = expect.outcome();
        finish(outcome.ok(), said(outcome.onSuccess(), words), outcome.codeIn(scene()));
      }
      default -> finish(CheckStatus.L7OK, words);
    }
  }

  /** {@return the words of the script if it has any for this end} */
  private String said(Optional<CheckFormat> format, String otherwise) {
    return format.map(text -> text.in(scene()).map(Bytes::readable).orElse("")).orElse(otherwise);
  }

  private void connect(Connect connect) {
    Optional<Throwable> broken = Optional.ofNullable(connection).flatMap(CheckConnection::failure);
    if (broken.isPresent()) {
      // A connection that was reset fails the check, even when the script has no more use for it.
      finish(CheckStatus.SOCKERR, position(CheckMessages.error(broken.get())));
      return;
    }
    cleanUp();
    long dialledNanos = System.nanoTime();
    InetSocketAddress address = plan.target(connect);
    dialled = Optional.of(address);
    limit(plan.settings().connectLimit(), Optional.of(CheckStatus.L4TOUT));
    connection =
        CheckConnection.dial(
            transport, loop, address, connect.linger(), new Progress(dialledNanos));
  }

  /** Runs one step; a defect in it ends the check, which would otherwise never end. */
  private void step(Runnable action) {
    if (!part.guard(action)) {
      part.guard(() -> finish(CheckStatus.SOCKERR, "defect of this proxy"));
    }
  }

  private void send(SendFormat send) {
    Optional<String> text = send.format().in(scene());
    if (text.isEmpty()) {
      requireConnection().bytes().clear();
      nextStep();
      return;
    }
    Bytes bytes;
    try {
      bytes = send.binary() ? CheckRuleParser.hex(text.get()) : Bytes.ofAscii(text.get());
    } catch (IllegalArgumentException noDigits) {
      finish(CheckStatus.L7RSP, CheckMessages.unsendable(number()));
      return;
    }
    requireConnection().send(bytes);
  }

  private void judge(Expect expect) {
    CheckConnection open = requireConnection();
    open.fill();
    BytePattern pattern = expect.pattern();
    try {
      if (pattern instanceof BytePattern.Format format
          && ExpectVerdict.canJudge(expect, open.bytes(), open.hasEnded())) {
        pattern = format.in(scene());
      }
    } catch (IllegalArgumentException noPattern) {
      fail(CheckStatus.L7RSP, expect, noPattern.getMessage());
      return;
    }
    switch (ExpectVerdict.of(expect, pattern, open.bytes(), open.hasEnded(), search)) {
      case WAIT -> {
        index = plan.script().headOf(index);
        open.read();
      }
      case PASSED -> nextStep();
      case FAILED -> fail(expect, open.bytes().isEmpty());
      case EXHAUSTED ->
          fail(expect.outcome().error(), expect, CheckMessages.exhausted(number(), expect));
    }
  }

  private void fail(Expect expect, boolean empty) {
    ExpectOutcome outcome = expect.outcome();
    if (empty) {
      finish(outcome.error(), CheckMessages.empty(number(), expect));
    } else {
      String words = plan.script().readyMade() ? "" : CheckMessages.mismatch(number(), expect);
      fail(outcome.error(), expect, said(outcome.onError(), words));
    }
  }

  private void fail(CheckStatus status, Expect expect, @Nullable String words) {
    finish(status, words + CheckMessages.comment(expect), expect.outcome().codeIn(scene()));
  }

  private void nextStep() {
    index++;
    proceed();
  }

  /**
   * Limits the time from now on.
   *
   * @param onExpiry the verdict; absent: the one of the step that is waiting then
   */
  private void limit(Duration time, Optional<CheckStatus> onExpiry) {
    cancelDeadline();
    deadline =
        loop.schedule(
            () -> step(() -> finish(onExpiry.orElseGet(this::timedOut), position(""))),
            Math.max(0, time.toNanos()),
            TimeUnit.NANOSECONDS);
  }

  private CheckStatus timedOut() {
    return steps.get(index) instanceof Expect expect
        ? expect.outcome().timeout()
        : CheckStatus.L7TOUT;
  }

  private void finish(CheckStatus status, String detail) {
    finish(status, detail, 0);
  }

  private void finish(CheckStatus status, String detail, int code) {
    if (over) {
      return;
    }
    over = true;
    cleanUp();
    Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
    done.accept(new CheckResult(status, took, Printable.shortened(detail), code));
  }

  private void cleanUp() {
    cancelDeadline();
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private CheckConnection requireConnection() {
    if (connection == null) {
      throw new IllegalStateException("a step before the connect");
    }
    return connection;
  }

  private CheckScene scene() {
    String received = connection == null ? "" : connection.bytes().asText();
    return new CheckScene(plan.backend(), plan.server(), dialled, received, variables);
  }

  private int number() {
    return index + 1;
  }

  /** {@return where the check is, after what happened there; a ready-made script has no steps} */
  private String position(String event) {
    if (plan.script().readyMade()) {
      return event;
    }
    String where = CheckMessages.at(number(), index < 0 ? new Connect() : steps.get(index));
    return event.isEmpty() ? where : event + " " + where;
  }

  /** Follows one connection. */
  private final class Progress implements CheckConnection.Events {
    private final long dialledNanos;

    Progress(long dialledNanos) {
      this.dialledNanos = dialledNanos;
    }

    @Override
    public void connected() {
      step(() -> {
        Duration took = Duration.ofNanos(System.nanoTime() - dialledNanos);
        limit(plan.settings().stepLimit(took), Optional.empty());
        nextStep();
      });
    }

    @Override
    public void unreachable(Throwable cause) {
      step(() -> finish(CheckStatus.L4CON, position(CheckMessages.error(cause))));
    }

    @Override
    public void sent() {
      step(CheckRun.this::nextStep);
    }

    @Override
    public void broken(Throwable cause) {
      step(() -> finish(CheckStatus.SOCKERR, position(CheckMessages.error(cause))));
    }

    @Override
    public void received() {
      step(() -> {
        if (index >= 0 && index < steps.size() && steps.get(index) instanceof Expect expect) {
          judge(expect);
        }
      });
    }
  }
}
