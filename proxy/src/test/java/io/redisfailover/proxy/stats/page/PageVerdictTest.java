package io.redisfailover.proxy.stats.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.stats.model.SampleStatuses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageVerdictTest {
  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "normal | GOOD | Master is active; Backup can take over.",
        "holding | WAIT | No route: holding 17 clients.",
        "failed-over | WAIT | Backup is active; Master is up but not in sync, so there is no standby.",
        "blocked | BAD | Not ready: only this proxy is cut off from the active server.",
        "backup-down | WAIT | Master is active; Backup is down, so there is no standby.",
        "route-only | WAIT | Backup is active; Master passes its checks again.",
        "starting | WAIT | No route: holding 0 clients."
      })
  void tellsTheStateOfThePair(String situation, PageVerdict.Level level, String words) {
    assertThat(PageVerdict.of(SampleStatuses.named(situation)))
        .isEqualTo(new PageVerdict(level, words));
  }
}
