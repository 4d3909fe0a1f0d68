package io.tasky.spring;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.LocaleContextThreadLocalAccessor;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;

/**
 * Gets at a thread's locale and time zone by value. What a web request binds asks that request for its locale, which is
 * gone when the run starts. Without state, so thread-safe.
 */
final class LocaleAccessor implements ThreadLocalAccessor<LocaleContext> {

    /** Spring's own key, so that an accessor that the application registered takes its place. */
    @Override
    public Object key() {
        return LocaleContextThreadLocalAccessor.KEY;
    }

    @Override
    public @Nullable LocaleContext getValue() {
        LocaleContext bound = LocaleContextHolder.getLocaleContext();
        if (bound == null) {
            return null;
        }
        Locale locale = bound.getLocale();
        TimeZone zone = bound instanceof TimeZoneAwareLocaleContext aware ? aware.getTimeZone() : null;
        return zone == null ? new SimpleLocaleContext(locale) : new SimpleTimeZoneAwareLocaleContext(locale, zone);
    }

    @Override
    public void setValue(LocaleContext value) {
        LocaleContextHolder.setLocaleContext(value);
    }

    @Override
    public void setValue() {
        LocaleContextHolder.resetLocaleContext();
    }
}
