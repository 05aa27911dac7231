package io.redisfailover.standalone;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP. Java has signals in {@code sun.misc} alone, which a compiler for an older release does
 * not see; so they are found by name. For any thread.
 */
final class HangupSignal {
  private static final Logger LOG = LoggerFactory.getLogger(HangupSignal.class);

  private static @Nullable Runnable answer;
  private static boolean missed;

  private HangupSignal() {}

  /**
   * From here on a SIGHUP does not end the process. One that comes before {@link #answerBy} is
   * answered then: the file may have changed while the process was starting.
   */
  static void expect() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler runs =
          (self, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  came();
                  yield null;
                }
                case "equals" ->
                    System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(self);
                default -> "the handler of SIGHUP";
              };
      Object unused =
          signal
              .getMethod("handle", signal, handler)
              .invoke(
                  null,
                  signal.getConstructor(String.class).newInstance("HUP"),
                  Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, runs));
    } catch (ReflectiveOperationException | RuntimeException absent) {
      LOG.info("This system has no SIGHUP; use --reload to read the file anew.");
    }
  }

  /**
   * Has something run at each SIGHUP, on a thread of the JVM.
   *
   * @param call what is to run; must not block
   */
  static synchronized void answerBy(Runnable call) {
    answer = call;
    if (missed) {
      missed = false;
      call.run();
    }
  }

  private static synchronized void came() {
    if (answer == null) {
      missed = true;
    } else {
      answer.run();
    }
  }
}
