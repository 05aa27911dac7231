package io.redisfailover.bench.disturbance;

import java.io.IOException;

/**
 * A stand-in for a quota that needs no right but that of the owner: the process is stopped and
 * resumed (SIGSTOP, SIGCONT) in each 20 ms.
 */
final class DutyCycle implements CpuQuota {
  private static final int PERIOD_MILLIS = 20;

  /** However the shell is told to end, it resumes the process last. */
  private static final String LOOP =
      """
      exec {never}<> <(:)
      trap 'kill -CONT "$1"; exit' EXIT TERM
      while kill -STOP "$1"; do
        read -t "$2" -u "$never"; kill -CONT "$1"; read -t "$3" -u "$never"
      done
      """;

  @Override
  public Runnable throttle(long pid, int percent) throws IOException {
    int runs = PERIOD_MILLIS * percent / 100;
    Process shell =
        new ProcessBuilder(
                "bash",
                "-c",
                LOOP,
                "bash",
                Long.toString(pid),
                seconds(PERIOD_MILLIS - runs),
                seconds(runs))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return () -> {
      shell.destroy();
      int unused = shell.onExit().join().exitValue();
    };
  }

  private static String seconds(int millis) {
    return "0.%03d".formatted(millis);
  }

  @Override
  public String means() {
    return "SIGSTOP and SIGCONT in each %d ms, a stand-in for a quota".formatted(PERIOD_MILLIS);
  }
}
