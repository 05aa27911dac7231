package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Comment;
import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a check. Steps are numbered from 1, as messages name them. A script that does not
 * begin with a connect gets one in front that is not counted.
 *
 * @param steps in their order; may be empty: then to connect is all
 * @param readyMade whether it is one of HAProxy's own, whose messages name no step
 */
public record CheckScript(List<CheckStep> steps, boolean readyMade) {
  /** HAProxy's buffer: a send must be shorter, and a check sees no more than this many bytes. */
  static final int BUFFER_BYTES = 16_384;

  /** The rule that stands for HAProxy's {@code option redis-check}. */
  static final String REDIS_CHECK = "redis-check";

  /** Each takes a frame of the stack, and a check is to end within its interval. */
  private static final int MOST_STEPS = 500;

  /** Copies the steps and checks the length of what they send. */
  public CheckScript {
    steps = List.copyOf(steps);
    for (CheckStep step : steps) {
      if (step instanceof Send send && send.bytes().length() >= BUFFER_BYTES) {
        throw new IllegalArgumentException(
            "a send of "
                + send.bytes().length()
                + " bytes is too long; use less than "
                + BUFFER_BYTES);
      }
    }
  }

  /** A script whose messages name its steps. */
  public CheckScript(List<CheckStep> steps) {
    this(steps, false);
  }

  /**
   * Creates the script of the usual HAProxy setup: AUTH, PING, QUIT. The password is sent with its
   * length in front, so that no character in it can end the command.
   *
   * @param user the ACL user; absent: the default user
   * @param password the password; absent: no AUTH is sent
   */
  public static CheckScript login(Optional<String> user, Optional<String> password) {
    List<CheckStep> steps = new ArrayList<>();
    steps.add(new Connect());
    password.map(secret -> new Send(auth(user, secret))).ifPresent(steps::add);
    steps.add(new Send(Bytes.ofAscii("PING\r\n")));
    steps.add(Expect.string("+PONG"));
    steps.add(new Send(Bytes.ofAscii("QUIT\r\n")));
    steps.add(Expect.string("+OK"));
    return new CheckScript(steps);
  }

  /** {@return the script of HAProxy's {@code option redis-check}} */
  public static CheckScript redisCheck() {
    ExpectOutcome outcome =
        new ExpectOutcome(
            CheckStatus.L7OK,
            CheckStatus.L7STS,
            CheckStatus.L7TOUT,
            Optional.of(CheckFormatParser.parse("Redis server is ok")),
            Optional.of(CheckFormatParser.parse("%[res.payload(0,0),cut_crlf]")),
            Optional.empty());
    BytePattern pong = new BytePattern.Text(Bytes.ofAscii("+PONG\r\n"));
    return new CheckScript(
        List.of(
            new Send(Bytes.ofAscii("*1\r\n$4\r\nPING\r\n")),
            new Expect(pong, false, Optional.empty(), "", outcome)),
        true);
  }

  /**
   * Parses rules of HAProxy's {@code tcp-check} language.
   *
   * @param rules each the text after {@code tcp-check}, for instance {@code expect string +PONG};
   *     or {@code redis-check} alone
   * @return the script
   * @throws CheckRuleException with the number of the invalid rule; never with its text after
   *     {@code send}, which may contain a password
   * @throws IllegalArgumentException when the rules make no script together
   */
  public static CheckScript parse(List<String> rules) {
    if (rules.equals(List.of(REDIS_CHECK))) {
      return redisCheck();
    }
    if (rules.size() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "%d rules are too many; use at most %d".formatted(rules.size(), MOST_STEPS));
    }
    List<CheckStep> steps = new ArrayList<>();
    for (String rule : rules) {
      try {
        steps.add(CheckRuleParser.parse(rule));
      } catch (IllegalArgumentException wrong) {
        throw new CheckRuleException(steps.size(), wrong);
      }
    }
    return new CheckScript(commented(steps));
  }

  /**
   * Gives each comment to the steps that follow it: to one connect, or to the sends in a row, or to
   * the expects in a row.
   */
  private static List<CheckStep> commented(List<CheckStep> steps) {
    List<CheckStep> commented = new ArrayList<>();
    String comment = "";
    CheckStep before = new Comment("");
    for (CheckStep step : steps) {
      boolean goesOn = before instanceof Comment || kind(step).equals(kind(before));
      comment = goesOn ? comment : "";
      if (step instanceof Comment(String text)) {
        comment = text;
      }
      commented.add(step.commented(comment));
      if (step instanceof Connect || kind(step).equals("action")) {
        comment = "";
      }
      before = step;
    }
    return commented;
  }

  private static String kind(CheckStep step) {
    return switch (step) {
      case Connect it -> "connect";
      case Expect it -> "expect";
      case Comment it -> "comment";
      case CheckStep.SetVariable it -> "action";
      case CheckStep.UnsetVariable it -> "action";
      default -> "send";
    };
  }

  /** {@return whether the first step is a connect of the script itself} */
  boolean beginsWithConnect() {
    return steps.stream().filter(CheckStep::acts).findFirst().orElse(null) instanceof Connect;
  }

  /** {@return the step that names the end of a check that passed} */
  Optional<CheckStep> lastActing() {
    return steps.stream().filter(CheckStep::acts).reduce((one, next) -> next);
  }

  /**
   * {@return the step at which an expect that waits for more bytes goes on: itself, or the first
   * negated one of the expects in a row before it, which has to hold for the new bytes too}
   *
   * @param index the index of the expect
   */
  int headOf(int index) {
    int head = index;
    for (int at = index - 1; at >= 0; at--) {
      if (steps.get(at) instanceof Expect expect) {
        head = expect.negated() ? at : head;
      } else if (steps.get(at).acts()) {
        break;
      }
    }
    return head;
  }

  private static Bytes auth(Optional<String> user, String password) {
    StringBuilder command = new StringBuilder();
    command.append(user.isPresent() ? "*3\r\n" : "*2\r\n");
    bulk(command, "AUTH");
    user.ifPresent(name -> bulk(command, name));
    bulk(command, password);
    return Bytes.ofUtf8(command.toString());
  }

  private static void bulk(StringBuilder command, String text) {
    command
        .append('$')
        .append(Bytes.ofUtf8(text).length())
        .append("\r\n")
        .append(text)
        .append("\r\n");
  }
}
