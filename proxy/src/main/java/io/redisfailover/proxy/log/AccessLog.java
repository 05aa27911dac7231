package io.redisfailover.proxy.log;

import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.FileFailure;
import io.redisfailover.proxy.config.Syslog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log: one line for each session when it ends; to syslog also a line for each change of
 * the servers and of the route, which are in the log of the process anyway. A thread of its own
 * formats and writes the lines, so that the loops that move bytes do neither. When it cannot keep
 * up, sessions end without a line. {@link #write} and {@link #event} are safe for threads.
 */
public final class AccessLog implements AutoCloseable {
  /** Source: a second of the short sessions that one core can serve; 2 MB at most. */
  static final int MOST_WAITING = 16_384;

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  /** Lines of a busy proxy are written some at a time; an idle one wakes nobody. */
  private static final long COLLECT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** How often a failing sink is named in the log of the process. */
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

  private static final long END_MILLIS = 2_000;

  private final InstantSource clock;
  private final ZoneId zone;
  private volatile Output output;
  private final Queue<Output> retired = new ConcurrentLinkedQueue<>();
  private final Queue<LogEntry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Thread writer;
  private volatile boolean parked;
  private volatile boolean closed;
  private long failureSaidAt = System.nanoTime() - SAY_AGAIN.toNanos();
  private boolean failureSaid;
  private long lost;

  /**
   * Starts a log with the times of the system's zone, as HAProxy writes them.
   *
   * @param settings what it holds, and where it goes
   * @param clock the time of a line to syslog
   */
  public AccessLog(AccessLogSettings settings, InstantSource clock) {
    this(settings, clock, ZoneId.systemDefault());
  }

  private AccessLog(AccessLogSettings settings, InstantSource clock, ZoneId zone) {
    this(Output.of(settings, clock, zone), clock, zone);
  }

  AccessLog(Output output, InstantSource clock, ZoneId zone) {
    this.output = output;
    this.clock = clock;
    this.zone = zone;
    this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::run);
  }

  /**
   * What lines are, and where they go.
   *
   * @param settings the settings
   * @param format makes the line of a session
   * @param sink takes it
   * @param events takes those of other events
   */
  record Output(AccessLogSettings settings, SessionFormat format, LogSink sink, LogSink events) {
    private static Output of(AccessLogSettings settings, InstantSource clock, ZoneId zone) {
      SessionFormat format = SessionFormat.of(settings.format(), zone);
      if (settings.syslog().isEmpty()) {
        LogSink sessions =
            settings.file().<LogSink>map(LogFile::new).orElseGet(LogSink::ofTheProcess);
        return new Output(settings, format, sessions, line -> {});
      }
      LogSink syslog = LogSink.syslog(settings.syslog().get(), clock, zone);
      boolean sessions = settings.syslog().get().takes(Syslog.Level.INFO);
      return new Output(settings, format, sessions ? syslog : LogSink.ofTheProcess(), syslog);
    }

    private void close() {
      sink.close();
      events.close();
    }
  }

  /** Replaces the settings: the lines that are written from now on follow them. */
  public void apply(AccessLogSettings settings) {
    Output before = output;
    if (!settings.equals(before.settings())) {
      output = Output.of(settings, clock, zone);
      retired.add(before);
      LockSupport.unpark(writer);
    }
  }

  /**
   * Has the line of a session written, if the settings want one.
   *
   * @return whether it will be; false when too many lines wait already
   */
  public boolean write(EndedSession session) {
    AccessLogSettings settings = output.settings();
    boolean empty = session.end().bytesIn() == 0 && session.end().bytesOut() == 0;
    if (settings.format() == AccessLogSettings.Format.OFF || (settings.skipEmpty() && empty)) {
      return true;
    }
    return enqueue(session);
  }

  /** Has a change written to syslog, if the settings want it there. */
  public void event(LogEvent event) {
    if (output.settings().syslog().filter(syslog -> syslog.takes(event.level())).isPresent()) {
      var unused = enqueue(event);
    }
  }

  private boolean enqueue(LogEntry entry) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    queue.add(entry);
    if (parked) {
      LockSupport.unpark(writer);
    }
    return true;
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      LogEntry next = queue.poll();
      if (next != null) {
        waiting.decrementAndGet();
        write(output, next);
        continue;
      }
      closeRetired();
      LockSupport.parkNanos(this, COLLECT_NANOS);
      parked = true;
      if (queue.isEmpty() && !closed) {
        LockSupport.park(this);
      }
      parked = false;
    }
    closeRetired();
    output.close();
  }

  private void closeRetired() {
    for (Output old = retired.poll(); old != null; old = retired.poll()) {
      old.close();
    }
  }

  private void write(Output to, LogEntry entry) {
    try {
      switch (entry) {
        case LogEvent(Syslog.Level level, String line) -> to.events().take(level, line);
        case EndedSession session -> {
          if (to.settings().format() == AccessLogSettings.Format.OFF) {
            return;
          }
          to.sink().take(to.format().line(session));
        }
      }
      sayThatItWorks(to);
    } catch (IOException failure) {
      sayThatItFails(to, FileFailure.inWords(failure));
    } catch (RuntimeException defect) {
      sayThatItFails(to, defect.toString());
    }
  }

  private void sayThatItFails(Output to, String why) {
    lost++;
    if (System.nanoTime() - failureSaidAt >= SAY_AGAIN.toNanos()) {
      failureSaidAt = System.nanoTime();
      failureSaid = true;
      LOG.warn(
          "Failed to write the access log{} ({}); its lines are lost until that works again.",
          target(to),
          why);
    }
  }

  private void sayThatItWorks(Output to) {
    if (failureSaid) {
      failureSaid = false;
      LOG.info("Writes the access log{} again; {} lines were lost.", target(to), lost);
      lost = 0;
    }
  }

  private static String target(Output to) {
    return to.settings().target().map(it -> " to " + it).orElse("");
  }

  /** Writes what waits, at most for 2 s, and ends. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join(END_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
