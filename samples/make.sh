#!/bin/sh
# Speaks weekly-planning-meeting.txt with two synthetic voices and writes weekly-planning-meeting.mp3.
# Needs Debian's flite and sox (apt-get install flite sox), and this project's node_modules.
set -eu
cd "$(dirname "$0")"
name=weekly-planning-meeting
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

number=0
before=
while IFS= read -r sentence; do
  number=$((number + 1))
  case $number in
    4 | 5 | 8 | 11) voice=awb ;;
    *) voice=rms ;;
  esac
  # People pause longer when another one takes over.
  pause=0.45
  [ "$voice" = "$before" ] || pause=0.7
  before=$voice
  flite -voice "$voice" -t "$sentence" -o "$work/raw.wav"
  sox "$work/raw.wav" -r 16000 -c 1 -b 16 "$work/$(printf %02d $number).wav" norm -3 pad $pause 0
done < $name.txt
rm "$work/raw.wav"
sox "$work"/[0-9]*.wav "$work/$name.wav" pad 0 0.4
npx tsx encode.ts "$work/$name.wav" $name.mp3 -b:a 48k
