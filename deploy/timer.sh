#!/bin/sh
# Runs what is due as long as it is let: planned publications at the turn of every minute; once a day
# reminders, and the end of sessions that are over.
# Given the number of a process, it ends with that process. A day begins at 0:00 UTC, 8:00 in Beijing.
# All of them do what they do once, however often they run.
parent="${1-}"
reminded=""

is_wanted() {
    [ -z "$parent" ] || kill -0 "$parent" 2>/dev/null
}

while is_wanted; do
    python manage.py publish_scheduled
    touch "${TMPDIR:-/tmp}/timer"
    today=$(date -u +%F)
    if [ "$reminded" != "$today" ] && python manage.py send_reminders && python manage.py clearsessions; then
        reminded=$today
    fi
    minute=$(date +%M)
    while [ "$minute" = "$(date +%M)" ] && is_wanted; do
        sleep 1
    done
done
