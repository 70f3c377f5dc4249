#!/bin/sh
# ippeveprinter runs this with the document's file for each job, the attributes in the environment.
name=$(date +%Y%m%d-%H%M%S)-$(printf %04d "$IPP_JOB_ID")
env | grep '^IPP_' >"$PRINTER_WORK/attributes/$name.txt"
if [ -e "$PRINTER_WORK/jobs-fail" ]; then
    exit 1
fi
if [ -e "$PRINTER_WORK/job-seconds" ]; then
    sleep "$(cat "$PRINTER_WORK/job-seconds")"
fi
# Renamed at the end, so that whoever looks never sees half a document.
cp "$1" "$PRINTER_OUT/.$name" && mv "$PRINTER_OUT/.$name" "$PRINTER_OUT/$name.pdf"
