package io.redisfailover.proxypod;

import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.Problems;

/** What a proxy without a controller asks of its file. */
final class PodRules {
  private PodRules() {}

  /** Reports a file that is meant for a process with a controller. */
  static void check(ProcessConfig config, Problems problems) {
    if (config.mode() == ProcessConfig.Mode.PROMOTE && config.controller()) {
      problems.add(
          "controller",
          "This program runs no controller; set `controller: off`, control.port and"
              + " control.tokenFile, for the process that controls this proxy.");
    }
    if (config.reloadOnChange()) {
      problems.add("reloadOnChange", "This program reads its file at its start only; remove it.");
    }
  }
}
