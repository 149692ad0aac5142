#!/bin/sh
# Runs what is due as long as it is let: planned publications at the turn of every minute, reminders once a day.
# A day begins at 0:00 UTC, 8:00 in Beijing. Both commands do what they do once, however often they run.
reminded=""
while :; do
    python manage.py publish_scheduled
    touch /tmp/timer
    today=$(date -u +%F)
    if [ "$reminded" != "$today" ] && python manage.py send_reminders; then
        reminded=$today
    fi
    sleep $((60 - $(date +%s) % 60))
done
