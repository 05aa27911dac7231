package io.redisfailover.configuration;

import io.redisfailover.configuration.file.CheckSection;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.check.ConnectionErrors;
import io.redisfailover.proxy.check.HealthCounter;
import io.redisfailover.proxy.config.Checks;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says the checks of a file in the words of the proxy. */
final class CheckSteps {
  private CheckSteps() {}

  /** {@return the checks; the step {@code auth} logs in with the credentials of the moment} */
  static Checks of(ProcessConfig config) {
    CheckSection check = config.check();
    CheckSettings every = CheckSettings.every(check.interval());
    CheckSettings settings =
        new CheckSettings(
            every.interval(),
            check.fastInterval().orElse(every.fastInterval()),
            check.downInterval().orElse(every.downInterval()),
            check.timeout(),
            config.timeouts().connect(),
            check.rise(),
            check.fall(),
            initial(check.initial()),
            check.observe()
                ? Optional.of(new ConnectionErrors(check.errorLimit(), check.onError()))
                : Optional.empty());
    List<String> steps = check.steps().stream().map(String::strip).toList();
    if (steps.isEmpty()) {
      return new Checks(settings, Optional.empty());
    }
    List<String> rules = steps.stream().filter(step -> !CheckSection.isLogin(step)).toList();
    List<Integer> logins =
        IntStream.range(0, steps.size())
            .filter(i -> CheckSection.isLogin(steps.get(i)))
            .boxed()
            .toList();
    return new Checks(settings, Optional.of(CheckScript.parse(rules)), logins);
  }

  private static HealthCounter.Initial initial(CheckSection.InitialState state) {
    return switch (state) {
      case FULLY_UP -> HealthCounter.Initial.FULLY_UP;
      case UP -> HealthCounter.Initial.UP;
      case DOWN -> HealthCounter.Initial.DOWN;
      case FULLY_DOWN -> HealthCounter.Initial.FULLY_DOWN;
    };
  }
}
