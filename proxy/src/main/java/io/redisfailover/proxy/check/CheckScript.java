package io.redisfailover.proxy.check;

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
 */
public record CheckScript(List<CheckStep> steps) {
  /** HAProxy's buffer: a send must be shorter, and a check sees no more than this many bytes. */
  static final int BUFFER_BYTES = 16_384;

  /** Copies the steps and checks the length of what they send. */
  public CheckScript {
    steps = List.copyOf(steps);
    for (CheckStep step : steps) {
      if (step instanceof Send(Bytes bytes) && bytes.length() >= BUFFER_BYTES) {
        throw new IllegalArgumentException(
            "a send of " + bytes.length() + " bytes is too long; use less than " + BUFFER_BYTES);
      }
    }
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

  /**
   * Parses rules of HAProxy's {@code tcp-check} language.
   *
   * @param rules each the text after {@code tcp-check}, for instance {@code expect string +PONG}
   * @return the script
   * @throws IllegalArgumentException with the number of the invalid rule; never with its text after
   *     {@code send}, which may contain a password
   */
  public static CheckScript parse(List<String> rules) {
    List<CheckStep> steps = new ArrayList<>();
    for (String rule : rules) {
      try {
        steps.add(CheckRuleParser.parse(rule));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "check rule " + (steps.size() + 1) + ": " + wrong.getMessage(), wrong);
      }
    }
    return new CheckScript(steps);
  }

  /** {@return whether the first step is a connect of the script itself} */
  boolean beginsWithConnect() {
    return !steps.isEmpty() && steps.getFirst() instanceof Connect;
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
