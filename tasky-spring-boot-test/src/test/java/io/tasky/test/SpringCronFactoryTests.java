package io.tasky.test;

import io.tasky.spi.CronFactory;

class SpringCronFactoryTests extends CronFactoryContract {

    private static final CronFactory FACTORY = DefaultParts.part(CronFactory.class);

    @Override
    protected CronFactory create() {
        return FACTORY;
    }

    @Override
    protected String dailyAtNoon() {
        return "0 0 12 * * *";
    }

    @Override
    protected String unreadable() {
        return "at noon";
    }
}
