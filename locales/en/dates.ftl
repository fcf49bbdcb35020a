# Days and times. The parts come ready from the calendar:
# $long 3 December 2026 · $weekday Thu · $weekday-long Thursday · $day 3 · $month 12 · $month-name Dec · $year 2026

day-today = today
day-yesterday = yesterday
day-tomorrow = tomorrow

date-long = { $long }
date-this-year = { $weekday } { $day } { $month-name }
date-short = { $day } { $month-name } { $year }

clock = { $time }
date-and-clock = { $date }, { $clock }

day-part-morning = in the morning
day-part-forenoon = in the late morning
day-part-noon = around midday
day-part-afternoon = in the afternoon
day-part-evening = in the evening
day-part-night = at night
