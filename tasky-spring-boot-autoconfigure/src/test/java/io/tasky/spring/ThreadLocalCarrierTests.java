package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.tasky.spi.RunContextCarrier.Captured;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/** What is captured of a thread. */
class ThreadLocalCarrierTests {

    private final ContextRegistry global = new ContextRegistry();

    private final ThreadLocalCarrier carrier = new ThreadLocalCarrier(global);

    @BeforeEach
    @AfterEach
    void clean() {
        MDC.clear();
        LocaleContextHolder.resetLocaleContext();
    }

    private Captured capture() {
        return Objects.requireNonNull(carrier.capture());
    }

    @Test
    void nothingIsCarriedWhereNothingIsBound() {
        assertThat(carrier.capture()).isNull();
        MDC.put("user", "anna");
        MDC.remove("user");
        assertThat(carrier.capture()).isNull();
    }

    @Test
    void runsThatNobodySubmittedCarryNothing() {
        MDC.put("user", "anna");
        assertThat(carrier.unsubmitted()).isNull();
    }

    @Test
    void whatWasBoundBeforeIsBoundAgainAfterwards() throws Throwable {
        MDC.put("user", "anna");
        Captured anna = capture();
        MDC.put("user", "bert");
        assertThat(anna.call(() -> MDC.get("user"))).isEqualTo("anna");
        assertThat(MDC.get("user")).isEqualTo("bert");
        MDC.clear();
        assertThat(anna.call(() -> MDC.get("user"))).isEqualTo("anna");
        assertThat(MDC.get("user")).isNull();
    }

    @Test
    void localeAndZoneAreCapturedByValue() throws Throwable {
        AtomicReference<Locale> request = new AtomicReference<>(Locale.FRENCH);
        LocaleContext asksTheRequest = request::get;
        LocaleContextHolder.setLocaleContext(asksTheRequest);
        Captured captured = capture();
        request.set(Locale.GERMAN);
        assertThat(captured.call(LocaleContextHolder::getLocale)).isEqualTo(Locale.FRENCH);
        assertThat(LocaleContextHolder.getLocale()).isEqualTo(Locale.GERMAN);

        LocaleContextHolder.setTimeZone(TimeZone.getTimeZone("Asia/Tokyo"));
        assertThat(capture().call(LocaleContextHolder::getTimeZone)).isEqualTo(TimeZone.getTimeZone("Asia/Tokyo"));
    }

    @Test
    void whatTheApplicationRegisteredTravels() throws Throwable {
        ThreadLocal<@Nullable String> tenant = new ThreadLocal<>();
        global.registerThreadLocalAccessor("tenant", tenant);
        tenant.set("acme");
        Captured captured = capture();
        tenant.remove();
        assertThat(captured.call(tenant::get)).isEqualTo("acme");
        assertThat(tenant.get()).isNull();
    }

    @Test
    void accessorThatTheApplicationRegisteredReplacesTasksOwn() throws Throwable {
        global.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("user"));
        MDC.setContextMap(Map.of("user", "anna", "secret", "x"));
        Captured captured = capture();
        MDC.clear();
        assertThat(captured.call(MDC::getCopyOfContextMap)).isEqualTo(Map.of("user", "anna"));
    }
}
